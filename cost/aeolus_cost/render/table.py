"""An estimate as a tree in the terminal: branches, resources, and what each bills."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from aeolus_cost.estimate import Estimate, Line, ResourceCost, Unpriced
from aeolus_cost.figures import Figures, cents
from aeolus_cost.sections import by_section, label_of

UNSURE = "≈"
"""Marks a price of low confidence."""
SAID_OF_UNSURE = f"{UNSURE} a price of low or medium confidence (docs/prices.md)"


def dollars(amount: Decimal) -> str:
    """Return `1,234.50`; what is more than nothing and less than a cent is `<0.01`."""
    if 0 < amount < Decimal("0.005"):
        return "<0.01"
    return f"{cents(amount):,}"


def rate(line: Line) -> str:
    """Return what a unit costs: `$0.50/GB`, or `$0.02 / 0.03 / 0.05/hour` where it is a range."""
    figures = line.unit_price
    texts = [_price(each) for each in figures.values]
    price = texts[0] if figures.constant else " / ".join(texts)
    return f"${price}/{line.component.unit}"


def _price(amount: Decimal) -> str:
    """Return a price with all its digits, and two decimals at least."""
    whole, _, decimals = f"{amount:f}".partition(".")
    return f"{whole}.{decimals.rstrip('0'):0<2}"


def estimate_table(estimate: Estimate) -> RenderableType:
    """Return the tree with floor, expected and ceiling, and below it what needs a word."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column(f"{estimate.name} in {estimate.region}, US dollars a month", ratio=1)
    for name in ("floor", "expected", "ceiling"):
        table.add_column(name, justify="right", no_wrap=True)
    for section, costs in by_section(estimate).items():
        _row(table, Text(section, "bold"), Figures.sum(each.monthly for each in costs), "bold")
        for cost in costs:
            _resource(table, cost)
    _row(table, Text("total", "bold"), estimate.total, "bold")
    if estimate.spot != Figures.same(0):
        _row(table, indented("of it on demand", 2), estimate.on_demand)
        _row(table, indented("of it Spot, which moves", 2), estimate.spot)
    return Group(table, *(Text(each) for each in remarks(estimate)))


def remarks(estimate: Estimate) -> Iterator[str]:
    """Yield what the figures do not say: what is missing in them, and how sure they are."""
    if any(line.unsure for _, line in estimate.lines):
        yield SAID_OF_UNSURE
    yield from _spot_ranges(estimate)
    if estimate.unpriced:
        yield f"not priced, and not in the figures ({len(estimate.unpriced)}):"
        yield from (f"  {_missing(each)}" for each in estimate.unpriced)
    types = "1 type" if len(estimate.free) == 1 else f"{len(estimate.free)} types"
    yield f"free of charge: {estimate.free.total()} resources of {types}"
    yield "list prices without tax and without AWS's free tiers; a month is 730 hours"


def _spot_ranges(estimate: Estimate) -> Iterator[str]:
    """Yield the range of each Spot price that was counted, with its source and date."""
    for price, source in estimate.spot_ranges.items():
        type_ = price.key.removeprefix("ec2.linux.spot.")
        usd = f"${price.usd:f}–{price.highest:f}/{price.unit}"
        yield f"Spot moves: {type_} was {usd} over the zones ({source.name}, {price.date})"


def _missing(each: Unpriced) -> str:
    what = f" ({each.what})" if each.what else ""
    return f"{each.address}{what}: {each.reason}"


def _resource(table: Table, cost: ResourceCost) -> None:
    label = label_of(cost.resource)
    if len(cost.lines) == 1:
        line = cost.lines[0]
        _row(table, indented(Text(f"{label}  ").append_text(_what(line)), 2), line.monthly)
        return
    _row(table, indented(label, 2), cost.monthly)
    for line in cost.lines:
        _row(table, indented(_what(line), 4), line.monthly, "dim")


def _what(line: Line) -> Text:
    what = line.component
    marks = [word for word, holds in (("Spot", what.spot), ("by usage", bool(what.usage))) if holds]
    parts = [what.name, what.formula, rate(line), *marks]
    return Text(" · ".join(parts) + (f" {UNSURE}" if line.unsure else ""), "dim")


def indented(what: str | Text, columns: int) -> Padding:
    """Return a cell that stays indented on all its lines, where the terminal is narrow."""
    return Padding(Text(what) if isinstance(what, str) else what, (0, 0, 0, columns))


def _row(table: Table, what: RenderableType, figures: Figures, style: str = "") -> None:
    table.add_row(what, *(dollars(each) for each in figures.values), style=style)
