"""What an interrupted test leaves running is found by its place, and ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_sandbox import region as regions
from sandbox.conftest import ACCOUNT
from support.regions_left import end_all

pytestmark = pytest.mark.sandbox


def test_a_region_that_nobody_took_down_is_ended_wherever_it_is(tmp_path: Path) -> None:
    state = tmp_path / "a" / "project" / ".aeolus" / "sandbox"
    region = regions.up("left", ACCOUNT, state)
    assert end_all(tmp_path) == ["left"]
    assert not region.process.alive()
    assert not region.directory.exists()
    assert end_all(tmp_path) == []


def test_a_start_that_was_killed_half_way_is_cleared_away(tmp_path: Path) -> None:
    begun = tmp_path / "sandbox" / "left"
    begun.mkdir(parents=True)
    (begun / "account.json").write_text(ACCOUNT.model_dump_json())
    assert end_all(tmp_path) == []
    assert not begun.exists()
