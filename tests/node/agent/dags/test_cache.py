"""A node has a version whole or not at all, keeps what is used, and shares what versions share."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from aeolus_agent.dags.cache import EMPTY, DagCache
from aeolus_agent.dags.locks import alone, hold, is_held
from aeolus_agent.dags.store import StoreError
from support.pushed import KEYS, Pushed, entry


@pytest.fixture
def bucket() -> Pushed:
    return Pushed()


@pytest.fixture
def cache(tmp_path: Path) -> DagCache:
    return DagCache(tmp_path, kept=2)


def have(cache: DagCache, version: str, bucket: Pushed) -> Path:
    """Have a version on disk without using it; return its folder."""
    os.close(cache.take(version, bucket.store))
    return cache.path(version)


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_a_version_is_laid_out_as_it_was_pushed(cache: DagCache, bucket: Pushed) -> None:
    pushed = {"a.py": b"a", "etl/deep/b.py": b"b", "etl/run.sh": b"#!", "same.sh": b"a"}
    version = bucket.push(pushed, executable=("etl/run.sh", "same.sh"))
    folder = have(cache, version, bucket)
    assert files(folder) == pushed
    runs = {path for path in pushed if os.access(folder / path, os.X_OK)}
    assert runs == {"etl/run.sh", "same.sh"}


def test_what_two_versions_share_is_fetched_and_kept_once(cache: DagCache, bucket: Pushed) -> None:
    first = have(cache, bucket.push({"a.py": b"same", "b.py": b"old"}), bucket)
    bucket.asked.clear()
    second = have(cache, bucket.push({"a.py": b"same", "b.py": b"new"}), bucket)
    fetched = [key for key in bucket.asked if key.startswith(KEYS.objects)]
    assert fetched == [KEYS.object(entry("b.py", b"new").sha256)]
    assert (first / "a.py").samefile(second / "a.py")
    assert (first / "b.py").read_bytes() == b"old"


def test_a_version_that_is_there_needs_no_s3(cache: DagCache, bucket: Pushed) -> None:
    version = bucket.push({"a.py": b"a"})
    have(cache, version, bucket)
    bucket.asked.clear()
    bucket.up = False
    assert files(have(cache, version, bucket)) == {"a.py": b"a"}
    assert bucket.asked == []


def test_a_version_of_which_something_is_missing_is_not_there_at_all(
    cache: DagCache, bucket: Pushed
) -> None:
    version = bucket.push({"a.py": b"a", "b.py": b"b"})
    lost = bucket.objects.pop(KEYS.object(entry("b.py", b"b").sha256))
    with pytest.raises(StoreError, match="is not there"):
        cache.take(version, bucket.store)
    assert not cache.path(version).exists()
    bucket.objects[KEYS.object(entry("b.py", b"b").sha256)] = lost
    assert files(have(cache, version, bucket)) == {"a.py": b"a", "b.py": b"b"}


def test_a_content_that_lost_power_cut_short_is_fetched_again(
    cache: DagCache, bucket: Pushed, tmp_path: Path
) -> None:
    version = bucket.push({"a.py": b"whole"})
    (tmp_path / "objects").mkdir()
    (tmp_path / "objects" / entry("a.py", b"whole").sha256).write_bytes(b"")
    assert files(have(cache, version, bucket)) == {"a.py": b"whole"}


def test_what_a_killed_process_left_does_not_show(
    cache: DagCache, bucket: Pushed, tmp_path: Path
) -> None:
    (tmp_path / "unfinished" / "sub").mkdir(parents=True)
    (tmp_path / "unfinished" / "sub" / "old.py").write_bytes(b"old")
    assert files(have(cache, bucket.push({"a.py": b"a"}), bucket)) == {"a.py": b"a"}


def test_the_versions_used_last_stay_and_their_contents_alone(
    cache: DagCache, bucket: Pushed, tmp_path: Path
) -> None:
    made = [bucket.push({"a.py": b"shared", "b.py": text}) for text in (b"1", b"2", b"3")]
    have(cache, made[0], bucket)
    have(cache, made[1], bucket)
    age(cache, made[1], 100)
    age(cache, made[0], 200)
    have(cache, made[0], bucket)  # used again: now the second is the oldest
    have(cache, made[2], bucket)
    assert {one for one in made if cache.path(one).exists()} == {made[0], made[2]}
    left = {file.read_bytes() for file in (tmp_path / "objects").iterdir()}
    assert left == {b"shared", b"1", b"3"}


def age(cache: DagCache, version: str, seconds: int) -> None:
    """Let a version have been used that long ago."""
    then = cache.path(version).stat().st_mtime - seconds
    os.utime(cache.path(version), (then, then))


def test_a_version_in_use_and_the_current_one_stay_however_old(
    bucket: Pushed, tmp_path: Path
) -> None:
    gone: list[str] = []
    cache = DagCache(tmp_path, kept=1, on_removed=gone.append)
    made = [bucket.push({"a.py": str(number).encode()}) for number in range(5)]
    used = cache.take(made[0], bucket.store)
    os.close(cache.take(made[1], bucket.store, make_current=True))
    have(cache, made[2], bucket)
    for version in made[:3]:
        age(cache, version, 100)
    have(cache, made[3], bucket)
    assert gone == [made[2]]
    os.close(used)
    have(cache, made[4], bucket)
    assert set(gone) == {made[0], made[2], made[3]}


def test_a_process_that_ends_uses_nothing_any_more(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from aeolus_agent.dags.locks import hold\n"
    code += "hold(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as user:
        assert user.stdout
        assert user.stdout.readline() == b"held\n"
        assert is_held(tmp_path)
        user.kill()
        user.wait()
        assert not is_held(tmp_path)


def test_two_may_use_a_version_at_once(tmp_path: Path) -> None:
    first, second = hold(tmp_path), hold(tmp_path)
    os.close(first)
    assert is_held(tmp_path)
    os.close(second)
    assert not is_held(tmp_path)


def test_many_who_want_a_new_version_at_once_fetch_it_once(
    cache: DagCache, bucket: Pushed, tmp_path: Path
) -> None:
    version = bucket.push({"a.py": b"a", "b.py": b"b"})
    threads = [threading.Thread(target=have, args=(cache, version, bucket)) for _ in range(8)]
    with alone(tmp_path / "lock"):
        for thread in threads:
            thread.start()
        assert bucket.asked == []
    for thread in threads:
        thread.join()
    assert files(cache.path(version)) == {"a.py": b"a", "b.py": b"b"}
    assert len(bucket.asked) == 3  # the manifest, and two contents


def test_nothing_pushed_is_a_version_without_files(cache: DagCache, bucket: Pushed) -> None:
    assert files(have(cache, EMPTY.version, bucket)) == {}
    assert cache.path(EMPTY.version).is_dir()
    assert bucket.asked == []


def test_no_path_is_made_of_what_is_no_version(cache: DagCache) -> None:
    with pytest.raises(ValueError, match="is no version"):
        cache.path("../../etc")
