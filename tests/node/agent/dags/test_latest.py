"""What a node runs follows what was pushed, and stays when nobody can tell what that is."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from aeolus_agent.dags.cache import EMPTY, DagCache
from aeolus_agent.dags.latest import take_latest
from aeolus_agent.dags.store import StoreError
from support.pushed import KEYS, Pushed


@pytest.fixture
def cache(tmp_path: Path) -> DagCache:
    return DagCache(tmp_path, kept=2)


@pytest.fixture
def bucket() -> Pushed:
    return Pushed()


def latest(cache: DagCache, bucket: Pushed) -> str:
    version, held = take_latest(cache, bucket.store)
    os.close(held)
    return version


def test_a_push_is_followed_back_and_forth(cache: DagCache, bucket: Pushed) -> None:
    first = bucket.push({"a.py": b"1"})
    assert latest(cache, bucket) == first
    second = bucket.push({"a.py": b"2"})
    assert latest(cache, bucket) == second
    bucket.push({"a.py": b"1"})
    assert latest(cache, bucket) == first
    assert cache.current() == first


def test_looking_again_is_one_small_request(cache: DagCache, bucket: Pushed) -> None:
    bucket.push({"a.py": b"1"})
    latest(cache, bucket)
    bucket.asked.clear()
    latest(cache, bucket)
    assert bucket.asked == [KEYS.current]


def test_an_empty_bucket_is_no_error_and_is_said(
    cache: DagCache, bucket: Pushed, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    assert latest(cache, bucket) == EMPTY.version
    assert list(cache.path(EMPTY.version).iterdir()) == []
    assert "no DAGs yet: nothing was pushed to s3://storage/dags" in caplog.text
    pushed = bucket.push({"a.py": b"1"})
    assert latest(cache, bucket) == pushed


def test_while_s3_is_down_the_last_version_stays(
    cache: DagCache, bucket: Pushed, caplog: pytest.LogCaptureFixture
) -> None:
    version = bucket.push({"a.py": b"1"})
    latest(cache, bucket)
    bucket.up = False
    assert latest(cache, bucket) == version
    assert f"DAGs stay at {version}: s3://storage/dags/current cannot be read" in caplog.text


def test_a_version_that_cannot_be_had_leaves_the_last_one(cache: DagCache, bucket: Pushed) -> None:
    first = bucket.push({"a.py": b"1"})
    latest(cache, bucket)
    second = bucket.push({"a.py": b"2"})
    del bucket.objects[KEYS.manifest(second)]
    assert latest(cache, bucket) == first
    assert cache.current() == first


def test_dags_do_not_go_when_somebody_deletes_what_names_them(
    cache: DagCache, bucket: Pushed, caplog: pytest.LogCaptureFixture
) -> None:
    version = bucket.push({"a.py": b"1"})
    latest(cache, bucket)
    del bucket.objects[KEYS.current]
    assert latest(cache, bucket) == version
    assert "names no version any more" in caplog.text


def test_a_node_that_never_had_any_and_cannot_ask_says_so(cache: DagCache, bucket: Pushed) -> None:
    bucket.up = False
    with pytest.raises(StoreError, match="cannot be read"):
        take_latest(cache, bucket.store)
