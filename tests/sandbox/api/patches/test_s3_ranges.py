"""S3: how much is read for a range of an object."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from aeolus_sandbox.api.patches import s3_ranges

BODY = bytes(range(200))


@pytest.fixture
def s3() -> Iterator[Any]:
    """A client of S3, with an object."""
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket="bucket")
        client.put_object(Bucket="bucket", Key="key", Body=BODY)
        yield client


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many times the whole of an object has been read."""
    from moto.s3.models import FakeKey

    whole: Any = FakeKey.value
    times: list[int] = []

    def value(self: Any) -> bytes:
        times.append(1)
        return bytes(whole.fget(self))

    monkeypatch.setattr(FakeKey, "value", property(value, whole.fset))
    return times


def get(s3: Any, wanted: str) -> bytes:
    answer = s3.get_object(Bucket="bucket", Key="key", Range=wanted)
    return bytes(answer["Body"].read())


def test_moto_reads_the_whole_for_a_range(s3: Any, read: list[int]) -> None:
    assert get(s3, "bytes=10-19") == BODY[10:20]
    assert read


def test_patched_the_range_alone_is_read(s3: Any, read: list[int]) -> None:
    with s3_ranges.PATCH.applied():
        assert get(s3, "bytes=10-19") == BODY[10:20]
    assert not read


@pytest.mark.parametrize(
    "wanted",
    [
        "bytes=0-0",
        "bytes=190-",
        "bytes=-5",
        "bytes=-500",
        "bytes=50-5000",
        "bytes=20-10",
        "bytes=-",
        "bytes=0-1,5-6",
        "bytes=a-b",
    ],
)
def test_patched_each_range_is_what_moto_says_it_is(s3: Any, wanted: str) -> None:
    before = get(s3, wanted)
    with s3_ranges.PATCH.applied():
        assert get(s3, wanted) == before


def test_patched_a_range_beyond_the_end_is_refused(s3: Any) -> None:
    with s3_ranges.PATCH.applied(), pytest.raises(ClientError, match="InvalidRange"):
        get(s3, "bytes=500-")


def test_patched_an_object_that_is_not_there_is_missed(s3: Any) -> None:
    with s3_ranges.PATCH.applied(), pytest.raises(ClientError, match="NoSuchKey"):
        s3.get_object(Bucket="bucket", Key="other", Range="bytes=0-1")


def test_patched_a_head_with_a_range_has_its_length(s3: Any) -> None:
    with s3_ranges.PATCH.applied():
        assert s3.head_object(Bucket="bucket", Key="key", Range="bytes=0-9")["ContentLength"] == 10
