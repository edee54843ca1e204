"""The comment, put together from what the jobs have left."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_cost.render import diff_markdown
from aeolus_preview.body import COST, LONGEST, MARKER, PLAN, TOPOLOGY, body

RUN = "https://example.com/runs/1"


def written(folder: Path, **parts: str) -> Path:
    for name, text in parts.items():
        file = {"cost": COST, "plan": PLAN, "topology": TOPOLOGY}[name]
        (folder / file).write_text(text)
    return folder


def test_the_marker_is_the_one_that_the_comparison_writes() -> None:
    assert MARKER == diff_markdown.MARKER


def test_cost_plan_and_topology_follow_each_other(tmp_path: Path) -> None:
    folder = written(tmp_path, cost=f"{MARKER}\n## Costs", plan="1 to add", topology="a picture")
    text = body(folder, "success", RUN)
    assert text.startswith(f"{MARKER}\n## Costs\n\n### Plan\n\n1 to add\n\na picture\n\n")
    assert text.count(MARKER) == 1
    assert RUN in text


@pytest.mark.parametrize(
    ("result", "says"),
    [
        ("skipped", "No plan: no role"),
        ("failure", "The plan did not succeed"),
        ("cancelled", "The plan did not succeed"),
    ],
)
def test_a_plan_that_is_missing_is_said(tmp_path: Path, result: str, says: str) -> None:
    assert says in body(written(tmp_path, cost="## Costs"), result, RUN)


def test_a_preview_that_was_never_made_is_said_over_the_old_one(tmp_path: Path) -> None:
    text = body(tmp_path / "nothing", "skipped", RUN)
    assert text.startswith(MARKER), "or the old comment would stay, and say what is no more true"
    assert "No cost preview" in text


def test_what_does_not_fit_is_left_out_from_the_end_and_that_is_said(tmp_path: Path) -> None:
    folder = written(tmp_path, cost="## Costs", plan="1 to add", topology="x" * LONGEST)
    text = body(folder, "success", RUN)
    assert "1 to add" in text
    assert "xxx" not in text
    assert "too long" in text
    assert len(text) <= LONGEST


def test_a_cost_that_is_too_long_by_itself_keeps_its_headline(tmp_path: Path) -> None:
    text = body(written(tmp_path, cost=f"{MARKER}\n## Costs\n" + "x" * LONGEST), "skipped", RUN)
    assert text.startswith(f"{MARKER}\n## Costs")
    assert "too long" in text
    assert len(text) <= LONGEST
