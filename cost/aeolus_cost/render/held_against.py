"""MWAA and nights off, told in a line or two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aeolus_cost.component import shown
from aeolus_cost.figures import Figures
from aeolus_cost.mwaa import DIFFERS, WORKERS_AT_MOST, MwaaCost
from aeolus_cost.night import HOURS_PER_WEEK, STOPPED, NightSaving

from .as_json import money
from .table import dollars


def three(figures: Figures) -> str:
    """Return `$1.00 / $2.00 / $3.00`."""
    return " / ".join(f"${dollars(each)}" for each in figures.values)


def mwaa_lines(mwaa: MwaaCost) -> Iterator[str]:
    """Yield the comparison: class, workers, figures, and what each comes of."""
    yield (
        f"the same on MWAA: {three(mwaa.total)} (floor / expected / ceiling), as "
        f"{mwaa.environment_class} with {shown(mwaa.workers)} workers"
    )
    for line in mwaa.lines:
        price = f" × ${line.unit_price:f}/{line.unit}" if line.unit else ""
        yield f"  {line.name}: {line.formula}{price} = {three(line.monthly)}"
    if not mwaa.fits:
        yield f"  MWAA has {WORKERS_AT_MOST} workers at most: it would not reach the ceiling"
    yield f"  {'; '.join(DIFFERS)}"


def night_lines(night: NightSaving) -> Iterator[str]:
    """Yield what stopping saves, and what that takes."""
    hours = f"{night.running_hours:f} of {HOURS_PER_WEEK:f} hours a week"
    yield (
        f"stopped at night and at weekends ({hours}): saves {three(night.saved)}; "
        f"stopped for good it still bills ${dollars(night.stopped.expected)}"
    )
    yield f"  {STOPPED}"


def held_against_as_json(mwaa: MwaaCost | None, night: NightSaving | None) -> dict[str, Any]:
    """Return both as plain data."""
    return {
        "mwaa": mwaa
        and {
            "environment_class": mwaa.environment_class,
            "total": money(mwaa.total),
            "fits": mwaa.fits,
            "differs": list(DIFFERS),
            "lines": [
                {"name": each.name, "formula": each.formula, "monthly": money(each.monthly)}
                for each in mwaa.lines
            ],
        },
        "night": night
        and {
            "stopped": STOPPED,
            "running_hours_per_week": f"{night.running_hours:f}",
            "saved": money(night.saved),
            "bills_on": money(night.stopped),
        },
    }
