"""Systems Manager's agent is fetched from AWS's bucket, compared, and installed."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from aeolus_agent.description import SsmAgent
from aeolus_agent.insist import NotYetError
from aeolus_agent.ssm_agent import fetch, install

PACKAGE = b"a package of Debian's"
AGENT = SsmAgent("3.3.1.0", {"amd64": hashlib.sha256(PACKAGE).hexdigest(), "arm64": "0" * 64})


class ToyS3:
    """A bucket that has version 3.3.1.0, one package for both architectures; or no way to it."""

    def __init__(self, error: Exception | None = None) -> None:
        self._error = error

    def get_object(self, *, Bucket: str, Key: str) -> dict[str, Any]:
        if self._error:
            raise self._error
        assert Bucket == "amazon-ssm-eu-central-1"
        if Key not in {
            f"3.3.1.0/debian_{each}/amazon-ssm-agent.deb" for each in ("amd64", "arm64")
        }:
            raise ClientError({"Error": {"Code": "NoSuchKey", "Message": "gone"}}, "GetObject")
        return {"Body": io.BytesIO(PACKAGE)}


def fetched(agent: SsmAgent = AGENT, architecture: str = "amd64", s3: Any = None) -> bytes:
    return fetch(s3 or ToyS3(), agent, region="eu-central-1", architecture=architecture)


def test_it_comes_from_the_regions_bucket_by_version_and_architecture() -> None:
    assert fetched() == PACKAGE


def test_another_package_than_the_pinned_one_is_not_taken() -> None:
    with pytest.raises(NotYetError, match=f"SHA-256 {AGENT.sha256['amd64']}, not 0000"):
        fetched(architecture="arm64")


def test_a_version_that_is_not_there_is_told() -> None:
    with pytest.raises(NotYetError, match=r"s3://amazon-ssm-.*/9/.* cannot be fetched: .*gone"):
        fetched(SsmAgent("9", AGENT.sha256))


def test_a_bucket_that_cannot_be_reached_is_told() -> None:
    away = ToyS3(EndpointConnectionError(endpoint_url="https://s3"))
    with pytest.raises(NotYetError, match="cannot be fetched: Could not connect"):
        fetched(s3=away)


def test_it_is_installed_from_its_file_and_started() -> None:
    ran: list[list[str]] = []

    def run(arguments: list[str]) -> None:
        if arguments[0] == "dpkg":
            assert Path(arguments[-1]).read_bytes() == PACKAGE
        ran.append(arguments)

    install(PACKAGE, run)
    assert [each[0] for each in ran] == ["dpkg", "systemctl"]
    assert ran[1][1:] == ["enable", "--now", "amazon-ssm-agent.service"]
    assert not Path(ran[0][-1]).exists()
