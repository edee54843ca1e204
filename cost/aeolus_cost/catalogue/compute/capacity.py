"""How many instances an Auto Scaling group has: at least, as expected, at most."""

from __future__ import annotations

from dataclasses import dataclass

from aeolus_cost.catalogue.resource_type import NotPricedError, View
from aeolus_cost.component import decimal
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

from .schedule import Sizes, averages

AVERAGE = Item(
    "average_instances",
    "instances",
    "Instances over the month on average; without it the group's schedule says, then its desired "
    "capacity, then its minimum.",
    each=True,
)


@dataclass(frozen=True)
class Capacity:
    """The size of a group, and where the expected one comes from."""

    units: Figures
    """Minimum, expected and maximum: instances, or what `weighted_capacity` counts in."""
    said: str
    """For the formula, ` (by its schedule)`; empty for a group of fixed size."""
    usage: str = ""
    """The key in the usage file that says so."""


def capacity(group: Resource, view: View) -> Capacity:
    """Return the size of a group; a schedule changes all three over the month.

    Raises NotPricedError for an average that the group cannot have.
    """
    values = group.values
    has_desired = values.has("desired_capacity")
    sizes = Sizes(
        least=values.number("min_size"),
        desired=values.number("desired_capacity") if has_desired else None,
        most=values.number("max_size"),
    )
    scheduled = averages(group, sizes, view.stack)
    units = scheduled or sizes.counted()
    if not units.ceiling:
        # Switched off, whatever the usage file says of it when it is on.
        return Capacity(units, "")
    given = view.used(group, AVERAGE)
    if given is not None:
        return Capacity(_within(given, units), " (by usage)", f"{group.type}.{AVERAGE.name}")
    if units.constant:
        return Capacity(units, "")
    source = "by its schedule" if scheduled else "as desired" if has_desired else "at its minimum"
    return Capacity(units, f" ({source})")


def _within(given: Figures, units: Figures) -> Figures:
    """Return what the usage file says; one number is the expected size alone."""
    found = Figures(units.floor, given.expected, units.ceiling) if given.constant else given
    if not units.floor <= found.floor <= found.expected <= found.ceiling <= units.ceiling:
        least, most = decimal(units.floor), decimal(units.ceiling)
        said = " to ".join(decimal(each) for each in dict.fromkeys(given.values))
        raise NotPricedError(f"{AVERAGE.name} is {said}, but the group has {least} to {most}")
    return found
