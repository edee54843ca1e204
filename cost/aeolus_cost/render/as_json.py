"""An estimate as plain data, for scripts; money and quantities are strings, exact."""

from __future__ import annotations

from typing import Any

from aeolus_cost.estimate import Estimate, Line, ResourceCost
from aeolus_cost.figures import HOURS_PER_MONTH, Figures, cents
from aeolus_cost.sections import by_section, label_of


def money(figures: Figures) -> dict[str, str]:
    """Return US dollars to the cent, by situation."""
    return plain(figures.each(cents))


def plain(figures: Figures) -> dict[str, str]:
    """Return figures as they are, by situation."""
    return {
        "floor": f"{figures.floor:f}",
        "expected": f"{figures.expected:f}",
        "ceiling": f"{figures.ceiling:f}",
    }


def estimate_as_json(estimate: Estimate) -> dict[str, Any]:
    """Return all that an estimate holds."""
    return {
        "name": estimate.name,
        "region": estimate.region,
        "currency": "USD",
        "hours_per_month": int(HOURS_PER_MONTH),
        "total": money(estimate.total),
        "on_demand": money(estimate.on_demand),
        "spot": money(estimate.spot),
        "sections": [
            {
                "name": name,
                "total": money(Figures.sum(each.monthly for each in costs)),
                "resources": [_resource(each) for each in costs],
            }
            for name, costs in by_section(estimate).items()
        ],
        "not_priced": [
            {"address": each.address, "what": each.what, "reason": each.reason}
            for each in estimate.unpriced
        ],
        "sources": {
            name: {"what": each.what, "data_date": each.data_date, "confidence": each.confidence}
            for name, each in estimate.sources.items()
        },
        "free": dict(sorted(estimate.free.items())),
    }


def _resource(cost: ResourceCost) -> dict[str, Any]:
    return {
        "address": cost.resource.address,
        "type": cost.resource.type,
        "label": label_of(cost.resource),
        "total": money(cost.monthly),
        "lines": [_line(each) for each in cost.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    what = line.component
    return {
        "name": what.name,
        "quantity": plain(what.quantity),
        "unit": what.unit,
        "formula": what.formula,
        "unit_price": plain(line.unit_price),
        "prices": [
            {"key": each.key, "sku": each.sku, "source": each.source, "date": each.date}
            for each in line.prices
        ],
        "monthly": money(line.monthly),
        "usage": what.usage or None,
        "spot": what.spot,
        "stops": what.stops,
        "low_confidence": line.unsure,
    }
