"""A comparison in the terminal."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rich.console import Console

from aeolus_cost.budget import Verdict
from aeolus_cost.diff import diff
from aeolus_cost.render.diff_table import diff_table
from support.pricing import priced


def shown(base: dict[str, Any], head: dict[str, Any], *notes: str) -> list[str]:
    """Return the lines of the comparison, with single spaces."""
    old, new = priced(base), priced(head)
    budgets = {"prod": Verdict(Decimal(5), new.total)}
    console = Console(width=160, color_system=None)
    with console.capture() as capture:
        console.print(diff_table(diff({"prod": old}, {"prod": new}), budgets, notes))
    return [" ".join(line.split()) for line in capture.get().splitlines()]


def eips(*names: str) -> dict[str, Any]:
    return {"aws_eip": {name: {} for name in names}}


def test_headline_totals_resources_lines_budget_and_notes() -> None:
    assert shown(eips("a"), eips("a", "b"), "from a to b") == [
        "Monthly cost of prod rises by $3.65 (100%): $3.65 → $7.30 expected",
        "US dollars a month floor expected ceiling",
        "~ prod 3.65 → 7.30 3.65 → 7.30 3.65 → 7.30",
        "+ aws_eip.b 0.00 → 3.65 0.00 → 3.65 0.00 → 3.65",
        "+ Public IPv4 address · 1 × 730 h · $0.005/hour 0.00 → 3.65 0.00 → 3.65 0.00 → 3.65",
        "prod: over budget: $7.30 expected, $2.30 more than $5",
        "from a to b",
    ]


def test_totals_are_there_when_nothing_changes() -> None:
    assert "= prod 3.65 3.65 3.65" in shown(eips("a"), eips("a"))
