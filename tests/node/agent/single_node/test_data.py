"""Directories of the volume are their users', whatever numbers these had on the node before."""

from __future__ import annotations

import os
import pwd
import stat
from pathlib import Path

import pytest

from aeolus_agent.single_node.data import own

ME = pwd.getpwuid(os.getuid()).pw_name


def test_a_directory_is_made_and_closed_to_others(tmp_path: Path) -> None:
    own(tmp_path / "redis", ME)
    assert stat.S_IMODE((tmp_path / "redis").stat().st_mode) == 0o700


def test_one_that_is_there_is_closed_again_and_keeps_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    tmp_path.chmod(0o755)
    own(tmp_path, ME)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    assert (tmp_path / "file").read_text() == "kept"


@pytest.mark.skipif(os.getuid() != 0, reason="only root gives files away")
def test_all_that_is_in_it_becomes_its_users(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    (tmp_path / "base/1").touch()
    own(tmp_path, "nobody")
    nobody = pwd.getpwnam("nobody").pw_uid
    found = {path.stat().st_uid for path in (tmp_path, *tmp_path.rglob("*"))}
    assert found == {nobody}
