"""How much of a thing a resource uses a month: by the environment's file, or by default."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from aeolus_cost.component import STORED_UNIT
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource, Stack


def every(resource: Resource) -> bool:
    """Return that any resource uses its share."""
    return True


@dataclass(frozen=True)
class Item:
    """A quantity that usage decides; the class of its resource type declares it."""

    name: str
    unit: str
    about: str
    """What it counts and, with a default, why that much."""
    default: Figures | None = None
    """None where only the file can say."""
    each: bool = False
    """Whether it is said of each resource; else it is the total, spread over all of the type."""
    among: Callable[[Resource], bool] = every
    """Which resources of the type a total is spread over, where some of them use nothing."""


@dataclass(frozen=True)
class Amount:
    """A quantity for one resource, and whether the file or the default says so."""

    quantity: Figures
    by_default: bool


Quantities = Mapping[str, Mapping[str, Figures]]


@dataclass(frozen=True)
class Usage:
    """What the usage file says: `totals` by resource type and item, `resources` by address."""

    totals: Quantities = field(default_factory=dict)
    resources: Quantities = field(default_factory=dict)
    at_rest: bool = False
    """Whether nobody works: then nothing is used but what is stored."""

    def amount(self, stack: Stack, resource: Resource, item: Item) -> Amount | None:
        """Return how much of `item` this resource uses; None when nobody says.

        What the file says of the resource itself counts first. A total is spread evenly over the
        resources of the type that the file says nothing of themselves.
        """
        if self.at_rest and item.unit != STORED_UNIT:
            return Amount(Figures.same(0), by_default=False)
        own = self.resources.get(resource.address, {}).get(item.name)
        if own is not None:
            return Amount(own, by_default=False)
        given = self.totals.get(resource.type, {}).get(item.name)
        total = item.default if given is None else given
        if total is None:
            return None
        share = total if item.each else self._share(stack, resource, item, total)
        return Amount(share, by_default=given is None)

    def _share(self, stack: Stack, resource: Resource, item: Item, total: Figures) -> Figures:
        if not item.among(resource):
            return Figures.same(0)
        others = sum(
            item.among(each) and item.name not in self.resources.get(each.address, {})
            for each in stack.of_type(resource.type)
        )
        return total.each(lambda amount: amount / others)
