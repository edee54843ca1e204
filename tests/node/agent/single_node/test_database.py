"""PostgreSQL's data: made once, whole, and left as it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from aeolus_agent.insist import NotYetError
from aeolus_agent.single_node.database import VERSION, make_cluster


def initdb(command: Sequence[str]) -> None:
    """Make what initdb makes, as far as anybody looks."""
    (target,) = [Path(each.partition("=")[2]) for each in command if "--pgdata=" in each]
    target.mkdir()
    (target / "PG_VERSION").write_text(f"{VERSION}\n")


def interrupted(command: Sequence[str]) -> None:
    """Make a part, and end."""
    initdb(command)
    raise NotYetError("the power is gone")


def nobody(command: Sequence[str]) -> None:
    """Fail the test."""
    raise AssertionError(f"{command} is run")


def test_a_cluster_is_made_once_and_then_taken_over(tmp_path: Path) -> None:
    assert make_cluster(tmp_path, initdb)
    assert not make_cluster(tmp_path, nobody)


def test_one_that_was_not_finished_is_made_anew(tmp_path: Path) -> None:
    with pytest.raises(NotYetError):
        make_cluster(tmp_path, interrupted)
    assert not (tmp_path / VERSION).exists()
    assert make_cluster(tmp_path, initdb)
    assert [path.name for path in tmp_path.iterdir()] == [VERSION]


def test_another_versions_data_is_neither_read_nor_hidden_by_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "17").mkdir()
    (tmp_path / "17/PG_VERSION").write_text("17\n")
    with pytest.raises(NotYetError, match="has a cluster of PostgreSQL 17, and this node has 15"):
        make_cluster(tmp_path, nobody)
