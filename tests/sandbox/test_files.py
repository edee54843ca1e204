"""Files that are never seen half written, and directories that one command at a time changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.files import locked, write_atomically


def test_the_new_content_replaces_the_old_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "state.json"
    write_atomically(path, "old")
    write_atomically(path, "new")
    assert path.read_text() == "new"
    assert list(path.parent.iterdir()) == [path]


def test_a_second_holder_is_refused_by_name(tmp_path: Path) -> None:
    with locked(tmp_path / "prod"), pytest.raises(SandboxError, match="'prod'"):
        locked(tmp_path / "prod").__enter__()


def test_two_directories_are_held_side_by_side(tmp_path: Path) -> None:
    with locked(tmp_path / "one"), locked(tmp_path / "two"):
        assert len(list(tmp_path.iterdir())) == 2


def test_no_lock_is_left_after_success_or_failure(tmp_path: Path) -> None:
    def fail() -> None:
        with locked(tmp_path / "prod"):
            raise RuntimeError

    with locked(tmp_path / "prod"):
        pass
    with pytest.raises(RuntimeError):
        fail()
    assert list(tmp_path.iterdir()) == []
