"""A push is all or nothing, uploads what is missing, and never overwrites another's unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from aeolus_cli.dags.bucket import DagBucket
from aeolus_cli.dags.folder import read_folder
from aeolus_cli.dags.upload import Changes, Pushed, push_folder
from aeolus_cli.errors import UserError
from support.dag_folders import BUCKET, bucket_in_memory, lay_out
from support.pushed import entry

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@pytest.fixture(scope="module")
def account() -> Iterator[S3Client]:
    with bucket_in_memory() as client:
        yield client


@pytest.fixture
def s3(account: S3Client) -> S3Client:
    """A client of a bucket that is empty."""
    for listed in account.list_objects_v2(Bucket=BUCKET).get("Contents", []):
        account.delete_object(Bucket=BUCKET, Key=listed["Key"])
    return account


class Watched(DagBucket):
    """A bucket that tells in which order it was written, and may fail at the n-th content."""

    def __init__(self, s3: S3Client, *, fail_at: int | None = None) -> None:
        super().__init__(s3, bucket=BUCKET, prefix="dags")
        self.written: list[str] = []
        self.fail_at = fail_at

        def note(params: Mapping[str, str], **_: object) -> None:
            self.written.append(params["Key"].removeprefix("dags/"))
            if len(self.written) == self.fail_at:
                raise ConnectionError("gone")

        # In the place of the one before, if there was one.
        s3.meta.events.unregister("before-parameter-build.s3.PutObject", unique_id="note")
        s3.meta.events.register("before-parameter-build.s3.PutObject", note, unique_id="note")


def push(tmp_path: Path, bucket: DagBucket, files: Mapping[str, str], **options: bool) -> Pushed:
    number = len(list(tmp_path.iterdir()))
    root = lay_out(tmp_path / str(number), files)
    return push_folder(read_folder(root), bucket, Console(quiet=True), **options)


def current(bucket: DagBucket) -> str | None:
    found = bucket.current()
    return found.version if found else None


def test_contents_first_then_the_manifest_and_last_what_names_it(
    tmp_path: Path, s3: S3Client
) -> None:
    bucket = Watched(s3)
    done = push(tmp_path, bucket, {"a.py": "a", "b.py": "b", "c.py": "a"})
    contents = {f"objects/{entry('', text).sha256}" for text in (b"a", b"b")}
    assert set(bucket.written[:2]) == contents
    assert bucket.written[2:] == [f"manifests/{done.version}.json", "current"]
    assert (done.before, done.files, done.uploaded, done.uploaded_bytes) == (None, 3, 2, 2)


def test_what_is_there_is_not_uploaded_again(tmp_path: Path, s3: S3Client) -> None:
    first = push(tmp_path, Watched(s3), {"a.py": "a", "b.py": "b"})
    bucket = Watched(s3)
    done = push(tmp_path, bucket, {"a.py": "a", "new/b.py": "b", "c.py": "c"})
    assert bucket.written[0] == f"objects/{entry('', b'c').sha256}"
    assert (done.uploaded, done.before) == (1, first.version)
    assert done.changes.lines() == ["D b.py", "A c.py", "A new/b.py"]


def test_what_runs_already_is_not_made_current_again(tmp_path: Path, s3: S3Client) -> None:
    first = push(tmp_path, Watched(s3), {"a.py": "a"})
    bucket = Watched(s3)
    again = push(tmp_path, bucket, {"a.py": "a"})
    assert again.version == again.before == first.version
    assert again.changes == Changes((), (), ())
    assert bucket.written == [f"manifests/{first.version}.json"]


def test_an_older_version_can_be_pushed_again(tmp_path: Path, s3: S3Client) -> None:
    bucket = Watched(s3)
    first = push(tmp_path, bucket, {"a.py": "1"})
    push(tmp_path, bucket, {"a.py": "2"})
    back = push(tmp_path, bucket, {"a.py": "1"})
    assert (back.version, back.uploaded) == (first.version, 0)
    assert current(bucket) == first.version
    assert back.changes.lines() == ["M a.py"]


@pytest.mark.parametrize("fail_at", [1, 2, 3, 4])
def test_wherever_it_ends_the_old_version_stays_whole_and_another_push_goes_on(
    tmp_path: Path, s3: S3Client, fail_at: int
) -> None:
    first = push(tmp_path, DagBucket(s3, bucket=BUCKET, prefix="dags"), {"a.py": "a"})
    failing = Watched(s3, fail_at=fail_at)
    new = {"a.py": "changed", "b.py": "b"}
    with pytest.raises(ConnectionError):
        push(tmp_path, failing, new)
    assert current(failing) == first.version
    assert failing.missing(failing.manifest(first.version)) == {}
    failing.fail_at = None
    done = push(tmp_path, failing, new)
    assert current(failing) == done.version
    assert failing.missing(failing.manifest(done.version)) == {}


def test_of_two_who_push_at_once_the_second_is_told(tmp_path: Path, s3: S3Client) -> None:
    bucket = DagBucket(s3, bucket=BUCKET, prefix="dags")
    push(tmp_path, bucket, {"a.py": "old"})
    seen = bucket.current()
    first = push(tmp_path, bucket, {"a.py": "mine"})
    with pytest.raises(UserError, match=f"somebody else pushed meanwhile: {first.version}"):
        bucket.make_current("0" * 64, seen)
    assert current(bucket) == first.version


def test_of_two_who_push_the_first_version_at_once_the_second_is_told(
    tmp_path: Path, s3: S3Client
) -> None:
    bucket = DagBucket(s3, bucket=BUCKET, prefix="dags")
    first = push(tmp_path, bucket, {"a.py": "mine"})
    with pytest.raises(UserError, match="somebody else pushed meanwhile"):
        bucket.make_current("0" * 64, None)
    assert current(bucket) == first.version


def test_a_dry_run_tells_the_same_and_writes_nothing(tmp_path: Path, s3: S3Client) -> None:
    push(tmp_path, Watched(s3), {"a.py": "a"})
    bucket = Watched(s3)
    files = {"a.py": "b", "c.py": "c"}
    would = push(tmp_path, bucket, files, dry_run=True)
    assert bucket.written == []
    assert push(tmp_path, bucket, files) == would


def test_versions_are_listed_the_last_pushed_first(tmp_path: Path, s3: S3Client) -> None:
    bucket = DagBucket(s3, bucket=BUCKET, prefix="dags")
    assert bucket.versions() == []
    made = {push(tmp_path, bucket, {"a.py": str(number)}).version for number in range(3)}
    listed = bucket.versions()
    assert {one.version for one in listed} == made
    assert listed == sorted(listed, key=lambda one: one.pushed, reverse=True)


def test_more_contents_than_a_page_of_s3_holds(tmp_path: Path, s3: S3Client) -> None:
    bucket = DagBucket(s3, bucket=BUCKET, prefix="dags")
    files = {f"{number}.py": str(number) for number in range(5)}
    assert push(tmp_path, bucket, files).uploaded == 5
    pages: list[int] = []
    s3.meta.events.register(
        "before-parameter-build.s3.ListObjectsV2",
        lambda params, **_: pages.append(params.update(MaxKeys=2)),
        unique_id="small pages",
    )
    try:
        assert push(tmp_path, bucket, files).uploaded == 0
    finally:
        s3.meta.events.unregister(
            "before-parameter-build.s3.ListObjectsV2", unique_id="small pages"
        )
    assert len(pages) == 3


def test_a_version_that_cannot_be_read_any_more_counts_as_nothing(
    tmp_path: Path, s3: S3Client
) -> None:
    bucket = DagBucket(s3, bucket=BUCKET, prefix="dags")
    first = push(tmp_path, bucket, {"a.py": "a"})
    s3.put_object(Bucket=BUCKET, Key=bucket.keys.manifest(first.version), Body=b"?")
    assert push(tmp_path, bucket, {"a.py": "b"}).changes.lines() == ["A a.py"]
    s3.delete_object(Bucket=BUCKET, Key=bucket.keys.current)
    assert push(tmp_path, bucket, {"a.py": "b"}).before is None
