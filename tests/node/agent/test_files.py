"""Files that others read meanwhile."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from aeolus_agent.files import replace


@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_who_may_read_it_is_said_whatever_was_there(tmp_path: Path, mode: int) -> None:
    target = tmp_path / "etc/aeolus/file"
    for text in ("one", "two"):
        replace(target, text, mode)
        assert target.read_text() == text
        assert stat.S_IMODE(target.stat().st_mode) == mode


def test_what_a_crash_left_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / ".file.new").write_text("half")
    replace(tmp_path / "file", "whole")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
