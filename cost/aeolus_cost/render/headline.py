"""A comparison in one line."""

from __future__ import annotations

from collections.abc import Sequence

from aeolus_cost.diff import StackDiff
from aeolus_cost.figures import Figures, cents

from .table import dollars


def headline(stacks: Sequence[StackDiff]) -> str:
    """Return what happens to the expected figure: of one stack by its name, or of several."""
    moved = [each for each in stacks if cents(each.new.expected) != cents(each.old.expected)]
    total = Figures.sum(each.new for each in stacks).expected
    if not moved:
        other = any(each.resources for each in stacks)
        still = "Expected cost does not change" if other else "Cost does not change"
        return f"{still}: ${dollars(total)} a month"
    if len(moved) == 1:
        return _of_one(moved[0])
    difference = Figures.sum(each.new - each.old for each in moved).expected
    verb = "rises" if difference > 0 else "falls"
    names = ", ".join(each.name for each in moved)
    by = f"${dollars(abs(difference))} in all ({names})"
    return f"Monthly cost {verb} by {by} to ${dollars(total)} expected"


def _of_one(stack: StackDiff) -> str:
    old, new = stack.old.expected, stack.new.expected
    verb = "rises" if new > old else "falls"
    share = f" ({abs(new - old) / old:.0%})" if old else ""
    return (
        f"Monthly cost of {stack.name} {verb} by ${dollars(abs(new - old))}{share}: "
        f"${dollars(old)} → ${dollars(new)} expected"
    )
