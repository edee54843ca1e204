"""A Terraform configuration, priced: for tests of what resources bill.

`AEOLUS_UPDATE_GOLDEN=1` writes golden files anew; review their difference like code.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aeolus_cost.estimate import Estimate, Line, estimate
from aeolus_cost.figures import Figures, cents
from aeolus_cost.prices.book import load_prices
from aeolus_cost.reading.read import read_stack
from aeolus_cost.reading.synthesized import read_configuration
from aeolus_cost.render.table import rate
from aeolus_cost.usage.usage import Usage

REGION = "us-east-1"
TESTDATA = Path(__file__).parents[1] / "cost" / "catalogue" / "testdata"


def priced(resources: Mapping[str, Any], usage: Usage | None = None) -> Estimate:
    """Return the estimate of `{type: {label: arguments}}` in us-east-1."""
    configuration = {"provider": {"aws": [{"region": REGION}]}, "resource": resources}
    stack = read_configuration("test", configuration)
    return estimate(stack, usage or Usage(), load_prices(REGION))


def priced_testdata(type_: str, usage: Usage | None = None) -> Estimate:
    """Return the estimate of `testdata/<type>.tf.json`."""
    stack = read_stack(TESTDATA / f"{type_}.tf.json", type_)
    return estimate(stack, usage or Usage(), load_prices(REGION))


def money(floor: str, expected: str, ceiling: str) -> Figures:
    """Return US dollars to the cent, as a test states them."""
    return Figures.of(floor, expected, ceiling)


def monthly(result: Estimate, address: str) -> Figures:
    """Return what one resource costs a month, to the cent."""
    costs = {each.resource.address: each.monthly.each(cents) for each in result.resources}
    return costs[address]


def components(result: Estimate, address: str) -> dict[str, Line]:
    """Return the lines of one resource, by the names of their components."""
    found = [each for each in result.resources if each.resource.address == address]
    return {line.component.name: line for each in found for line in each.lines}


def assert_golden(result: Estimate, file: Path) -> None:
    """Compare an estimate with its golden file, line by line."""
    got = listing(result)
    if os.environ.get("AEOLUS_UPDATE_GOLDEN"):
        file.write_text(got, encoding="utf-8")
    wanted = file.read_text(encoding="utf-8") if file.is_file() else ""
    difference = difflib.unified_diff(wanted.splitlines(), got.splitlines(), "golden", "now")
    assert wanted == got, "\n".join(difference)


def assert_golden_testdata(type_: str, usage: Usage | None = None) -> None:
    """Compare `testdata/<type>.tf.json`, priced, with `testdata/<type>.golden`."""
    assert_golden(priced_testdata(type_, usage), TESTDATA / f"{type_}.golden")


def listing(result: Estimate) -> str:
    """Return everything an estimate holds, as text: floor / expected / ceiling in dollars."""
    lines: list[str] = []
    for each in result.resources:
        lines.append(f"{each.resource.address}  {_dollars(each.monthly)}")
        lines += [f"    {_line(line)}" for line in each.lines]
    lines.append(f"TOTAL  {_dollars(result.total)}")
    lines += [f"free: {type_} ({count})" for type_, count in sorted(result.free.items())]
    lines += [
        f"not priced: {each.address}{f' ({each.what})' if each.what else ''}: {each.reason}"
        for each in result.unpriced
    ]
    return "\n".join(lines) + "\n"


def _line(line: Line) -> str:
    what = line.component
    marks = "".join(f" [{mark}]" for mark in _marks(line))
    return f"{what.name}: {what.formula} × {rate(line)} = {_dollars(line.monthly)}{marks}"


def _marks(line: Line) -> list[str]:
    what = line.component
    marks = [f"usage {what.usage}"] if what.usage else []
    return marks + [
        name
        for name, is_so in (("spot", what.spot), ("stops", what.stops), ("unsure", line.unsure))
        if is_so
    ]


def _dollars(figures: Figures) -> str:
    return " / ".join(f"${cents(value)}" for value in figures.values)
