"""The text of the comment, put together from the files that the jobs before have left."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

MARKER = "<!-- aeolus-cost -->"
"""The first line, by which the comment is found again; `aeolus cost diff --markdown` writes it."""
LONGEST = 65_000
"""Characters. GitHub refuses a comment of more than 65,536."""
COST, PLAN, TOPOLOGY = "cost.md", "plan.md", "topology.md"

NO_COST = "## No cost preview\n\nIt could not be made: see the run."
WITHOUT_PLAN = {
    "success": "The plan is empty: see the run.",
    "skipped": "No plan: no role to read AWS with is configured here (docs/previews.md).",
}
PLAN_FAILED = "The plan did not succeed: see the run."


def body(folder: Path, plan_result: str, run: str) -> str:
    """Return the comment made of the parts in `folder`; what is missing is said.

    `plan_result` is how the job of the plan ended, in GitHub's words; `run` is the address of the
    run. Parts that do not fit into a comment are left out, the last first, and that is said.
    """
    plan = _read(folder / PLAN) or WITHOUT_PLAN.get(plan_result, PLAN_FAILED)
    parts = [_read(folder / COST) or NO_COST, f"### Plan\n\n{plan}", _read(folder / TOPOLOGY)]
    return _fitting([part for part in parts if part], f"_Made by [this run]({run})._")


def _fitting(parts: Sequence[str], foot: str) -> str:
    left_out = "_The rest is too long for a comment: see the run._"
    for kept in range(len(parts), 0, -1):
        more = [left_out] if kept < len(parts) else []
        text = "\n\n".join([*parts[:kept], *more, foot])
        text = text if text.startswith(MARKER) else f"{MARKER}\n{text}"
        if len(text) <= LONGEST:
            return text + "\n"
    # A first part that is too long by itself: its beginning has the headline and the totals.
    return f"{MARKER}\n{parts[0].removeprefix(MARKER).strip()[:1000]}\n\n{left_out}\n\n{foot}\n"


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8").strip() if file.is_file() else ""
