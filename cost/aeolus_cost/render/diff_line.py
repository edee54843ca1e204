"""One billed thing of a comparison, in words: what stays is said once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aeolus_cost.diff import LineDiff, StackDiff
from aeolus_cost.estimate import Line

from .table import SAID_OF_UNSURE, UNSURE, rate


def diff_line(line: LineDiff) -> str:
    """Return `On demand (t4g.medium) → On demand (t4g.large) · 2 × 730 h · $0.03 → $0.07/hour`.

    One that comes begins with `+`, one that goes with `-`.
    """
    sides = [_parts(each) for each in (line.old, line.new) if each is not None]
    sign = "+ " if line.old is None else "- " if line.new is None else ""
    return sign + " · ".join(" → ".join(dict.fromkeys(part)) for part in zip(*sides, strict=True))


def _parts(line: Line) -> tuple[str, str, str]:
    what = line.component
    marks = f"{' Spot' if what.spot else ''}{f' {UNSURE}' if line.unsure else ''}"
    return what.name, what.formula, f"{rate(line)}{marks}"


def diff_remarks(stacks: Sequence[StackDiff]) -> Iterator[str]:
    """Yield how sure the new figures are: where Spot prices come from, and what the mark means."""
    new = [stack.head for stack in stacks if stack.head]
    spot = {(of.name, price.date) for each in new for price, of in each.spot_ranges.items()}
    for source, day in sorted(spot):
        yield f"Spot moves: it counts with the lowest, middle and highest zone ({source}, {day})"
    if any(line.unsure for each in new for _, line in each.lines):
        yield SAID_OF_UNSURE
