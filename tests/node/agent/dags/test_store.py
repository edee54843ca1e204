"""What S3 gives is believed when its hash proves it; what it does not give is told with why."""

from __future__ import annotations

import pytest

from aeolus_agent.dags.keys import Keys
from aeolus_agent.dags.manifest import Manifest
from aeolus_agent.dags.store import StoreError
from support.pushed import KEYS, Pushed, entry

DAG = b"print()\n"


def test_what_was_pushed_is_read() -> None:
    bucket = Pushed()
    version = bucket.push({"etl/a.py": DAG})
    assert bucket.store.current() == version
    assert bucket.store.manifest(version) == Manifest.of([entry("etl/a.py", DAG)])
    assert bucket.store.content(entry("etl/a.py", DAG).sha256) == DAG


def test_where_nothing_was_pushed_nothing_is_current() -> None:
    assert Pushed().store.current() is None


def test_a_current_that_is_no_version_is_refused() -> None:
    bucket = Pushed({KEYS.current: b"../../etc"})
    with pytest.raises(
        StoreError, match=r"s3://storage/dags/current names no version: '../../etc'"
    ):
        bucket.store.current()


def test_a_damaged_object_or_manifest_is_refused() -> None:
    bucket = Pushed()
    version, sha256 = bucket.push({"a.py": DAG}), entry("a.py", DAG).sha256
    bucket.objects[KEYS.object(sha256)] += b"rm -rf /\n"
    bucket.objects[KEYS.manifest(version)] += b" "
    with pytest.raises(StoreError, match=f"s3://storage/dags/objects/{sha256} is damaged"):
        bucket.store.content(sha256)
    with pytest.raises(StoreError, match=f"manifests/{version}.json is damaged"):
        bucket.store.manifest(version)


def test_a_manifest_of_another_format_is_refused_though_its_hash_is_right() -> None:
    bucket = Pushed()
    text = b'{"files":[],"format":2}'
    version = entry("", text).sha256
    bucket.objects[KEYS.manifest(version)] = text
    with pytest.raises(StoreError, match="is of format 2, not 1"):
        bucket.store.manifest(version)


def test_what_is_not_there_is_told_by_its_name() -> None:
    sha256 = entry("a.py", DAG).sha256
    with pytest.raises(StoreError, match=f"s3://storage/dags/objects/{sha256} is not there"):
        Pushed().store.content(sha256)


def test_no_answer_is_not_taken_for_no_dags() -> None:
    with pytest.raises(StoreError, match="s3://storage/dags/current cannot be read"):
        Pushed(up=False).store.current()


def test_a_key_gives_the_version_that_it_was_made_of() -> None:
    keys = Keys("team/dags")
    assert keys.version_of(keys.manifest("0" * 64)) == "0" * 64
