"""How far the journal has been shipped is kept."""

from __future__ import annotations

from pathlib import Path

from aeolus_agent.telemetry.logs import cursor


def test_at_first_there_is_none(tmp_path: Path) -> None:
    assert cursor.load(tmp_path / "cursor") == ""


def test_the_last_one_counts_and_nothing_else_is_left(tmp_path: Path) -> None:
    for each in ("s=1;i=1", "s=1;i=2"):
        cursor.keep(tmp_path / "cursor", each)
    assert cursor.load(tmp_path / "cursor") == "s=1;i=2"
    assert [each.name for each in tmp_path.iterdir()] == ["cursor"]
