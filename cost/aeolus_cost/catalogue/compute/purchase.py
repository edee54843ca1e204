"""Instance hours: on demand, and Spot as a range that is known or at most on demand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal

from aeolus_cost.component import Component, hourly
from aeolus_cost.figures import Figures
from aeolus_cost.prices.book import PriceBook
from aeolus_cost.reading.values import Values

NONE, ONE = Figures.same(0), Figures.same(1)
ON_DEMAND, SPOT = "ec2.linux.ondemand.{}", "ec2.linux.spot.{}"
"""Price keys of an instance type: Linux, shared tenancy."""


@dataclass(frozen=True)
class Fleet:
    """Instances that run, and the types that they may be of, the preferred first."""

    types: tuple[str, ...]
    count: Figures
    said: str = ""
    """What the formula says of where `count` comes from."""
    usage: str = ""
    """The key in the usage file that `count` comes from."""


def hours(fleet: Fleet, spot: Figures, book: PriceBook, name: str = "") -> Iterator[Component]:
    """Yield the hours of a fleet of which `spot` are Spot instances; a group of none, too."""
    on_demand = fleet.count - spot
    types = " or ".join(fleet.types)
    if on_demand != NONE or spot == NONE:
        keys = (ON_DEMAND.format(each) for each in fleet.types)
        yield _hours(f"{name or 'On demand'} ({types})", keys, on_demand, fleet)
    if spot != NONE:
        yield _spot(types, spot, fleet, book)


def split(units: Figures, distribution: Values) -> Figures:
    """Return how many of `units` are Spot, by the distribution of a mixed-instances policy.

    First the base on demand, then a share of the rest, rounded up in favour of on demand (Amazon
    EC2 Auto Scaling User Guide, "Mixed instances group"). Averages are not whole, nor rounded.
    """
    base = distribution.number("on_demand_base_capacity", 0)
    share = distribution.number("on_demand_percentage_above_base_capacity", 100) / 100

    def spot(instances: Decimal) -> Decimal:
        above = max(instances - base, Decimal(0))
        listed = above * share
        if instances % 1 == 0:
            listed = listed.to_integral_value(ROUND_CEILING)
        return above - listed

    return units.each(spot)


def _spot(types: str, count: Figures, fleet: Fleet, book: PriceBook) -> Component:
    """Return Spot hours; a type without a known Spot price counts at the most it can cost.

    That is the on-demand price (Amazon EC2 User Guide, "Spot Instance pricing": the default of
    the maximum price).
    """
    unknown = [each for each in fleet.types if not book.has(SPOT.format(each))]
    keys = [(ON_DEMAND if each in unknown else SPOT).format(each) for each in fleet.types]
    most = f", no Spot price known of {' or '.join(unknown)}: at most on demand" if unknown else ""
    return _hours(f"Spot ({types}){most}", keys, count, fleet, spot=True)


def _hours(
    name: str, keys: Iterable[str], count: Figures, fleet: Fleet, *, spot: bool = False
) -> Component:
    line = hourly(name, "", count, of="instances", stops=True)
    return replace(
        line,
        price_keys=tuple(keys),
        formula=line.formula + fleet.said,
        usage=fleet.usage,
        spot=spot,
    )
