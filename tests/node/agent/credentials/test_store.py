"""Credentials as files."""

from __future__ import annotations

import stat
from pathlib import Path

from aeolus_agent.credentials.store import Store


def test_they_are_for_root_alone(tmp_path: Path) -> None:
    directory = tmp_path / "run/credentials"
    Store(directory).write({"jwt_secret": "signed"})
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert stat.S_IMODE((directory / "jwt_secret").stat().st_mode) == 0o600
    assert Store(directory).read("jwt_secret") == "signed"


def test_what_is_new_or_changed_is_told_and_the_rest_is_not_touched(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.write({"kept": "1", "turned": "1"}) == {"kept", "turned"}
    inode = (tmp_path / "kept").stat().st_ino
    assert store.write({"kept": "1", "turned": "2"}) == {"turned"}
    assert (tmp_path / "kept").stat().st_ino == inode
    assert store.read("turned") == "2"


def test_one_that_reads_meanwhile_has_the_whole_old_text(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write({"key": "old"})
    with (tmp_path / "key").open() as reader:
        store.write({"key": "new"})
        assert reader.read() == "old"


def test_what_a_crash_left_half_written_is_no_credential(tmp_path: Path) -> None:
    (tmp_path / ".key.new").write_text("ha")
    store = Store(tmp_path)
    assert set(store.written()) == set()
    store.write({"key": "whole"})
    assert set(store.written()) == {"key"}
