"""Spot prices as ranges: from the lowest to the highest in any zone, in the last days."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from aeolus_cost.prices.book import Price

SOURCE = "spot_history"
DAYS = 7
PRODUCT = "Linux/UNIX"


@dataclass(frozen=True)
class SpotPrice:
    """A price that a zone had, in US dollars an hour."""

    instance_type: str
    zone: str
    usd: Decimal


def ranges(history: Iterable[SpotPrice], region: str, today: date) -> list[Price]:
    """Return a row for each instance type, sorted.

    Only the region's own zones count: Local Zones, whose names are longer, have other prices.
    """
    zone = re.compile(re.escape(region) + "[a-z]")
    seen: dict[str, list[SpotPrice]] = defaultdict(list)
    for price in history:
        if zone.fullmatch(price.zone):
            seen[price.instance_type].append(price)
    return [
        Price(
            key=f"ec2.linux.spot.{type_}",
            usd=min(each.usd for each in prices),
            usd_high=max(each.usd for each in prices),
            unit="hour",
            source=SOURCE,
            date=today.isoformat(),
            note=f"{len({each.zone for each in prices})} zones",
        )
        for type_, prices in sorted(seen.items())
    ]
