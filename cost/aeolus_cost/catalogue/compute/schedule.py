"""The sizes of an Auto Scaling group over the month, as its schedule changes them.

That is scheduled actions, which AWS carries out, and windows, which the group's own scaler keeps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from aeolus_cost.catalogue.resource_type import NotPricedError
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource, Stack
from aeolus_cost.reading.values import Values
from aeolus_scaling.schedule import minimum

from .recurrence import SPAN, START, due
from .windows import Windows, edges, windows_of

UNCHANGED = Decimal(-1)
"""How an action says that it leaves a size as it is; one that is not given is set to 0
(Terraform AWS provider, `aws_autoscaling_schedule`)."""
SIZES = ("min_size", "desired_capacity", "max_size")
ACTION, GROUP_NAME = "aws_autoscaling_schedule", "autoscaling_group_name"


@dataclass(frozen=True)
class Sizes:
    """The sizes of a group; None where nothing is said, or where an action changes nothing."""

    least: Decimal | None
    desired: Decimal | None
    most: Decimal | None

    def after(self, action: Sizes) -> Sizes:
        """Return the sizes once `action` has been."""
        changes = {name: size for name, size in vars(action).items() if size is not None}
        return replace(self, **changes)

    def at_least(self, workers: int) -> Sizes:
        """Return the sizes with a minimum of so many, within the maximum."""
        least, most = self.least or Decimal(0), self.most or Decimal(0)
        return replace(self, least=max(least, min(Decimal(workers), most)))

    def counted(self) -> Figures:
        """Return minimum, desired and maximum; what is desired keeps to the other two.

        A group that was raised by its minimum alone falls back with it once it has no work.
        """
        least, most = self.least or Decimal(0), self.most or Decimal(0)
        desired = least if self.desired is None else self.desired
        return Figures(least, max(least, min(desired, most)), most)


UNTOUCHED = Sizes(None, None, None)
"""What leaves every size as it is."""


@dataclass(frozen=True)
class Action:
    """A recurring scheduled action: when, and what it sets."""

    recurrence: str
    """Five fields of cron."""
    zone: str
    sets: Sizes


def averages(group: Resource, sizes: Sizes, stack: Stack) -> Figures | None:
    """Return the sizes of `group` over time; None where no recurring action or window changes them.

    Raises NotPricedError for a recurrence, window or time zone that is none, and for sizes that EC2
    Auto Scaling refuses.
    """
    actions = tuple(_action(each.values) for each in _of(group, stack))
    windows = windows_of(group)
    return _averages(sizes, actions, windows) if actions or windows else None


def _of(group: Resource, stack: Stack) -> Iterable[Resource]:
    referring = stack.referring(group, ACTION, GROUP_NAME)
    name = group.values.arguments.get("name")
    named = (
        each
        for each in stack.of_type(ACTION)
        if not each.references.get(GROUP_NAME) and each.values.arguments.get(GROUP_NAME) == name
    )
    return (each for each in (*referring, *named) if each.values.has("recurrence"))


def _action(values: Values) -> Action:
    given = [values.number(name, least=-1) for name in SIZES]
    said = [size for size in given if size != UNCHANGED]
    if said != sorted(said):
        sizes = ", ".join(f"{name} {size}" for name, size in zip(SIZES, given, strict=True))
        raise NotPricedError(f"its schedule sets {sizes}: 0 where not given, -1 to leave it")
    sets = Sizes(*(None if size == UNCHANGED else size for size in given))
    return Action(values.text("recurrence"), values.text("time_zone", "UTC"), sets)


@lru_cache(maxsize=256)
def _averages(sizes: Sizes, actions: tuple[Action, ...], windows: Windows) -> Figures | None:
    looks = ((when, UNTOUCHED) for when in edges(windows))
    changes = sorted([*_changes(actions), *looks], key=lambda each: each[0])
    if not changes:
        return None
    for _, action in changes:
        # Before the first action of a span the group is as the last one of a span leaves it.
        sizes = sizes.after(action)
    at, total = START, Figures.same(0)
    for when, action in [*changes, (START + SPAN, UNTOUCHED)]:
        held = sizes.at_least(minimum(windows, at)) if windows else sizes
        total = total + held.counted() * _seconds(when - at)
        at, sizes = when, sizes.after(action)
    return total.each(lambda seconds: seconds / _seconds(SPAN))


def _changes(actions: tuple[Action, ...]) -> Iterator[tuple[datetime, Sizes]]:
    for action in actions:
        yield from ((when, action.sets) for when in due(action.recurrence, action.zone))


def _seconds(span: timedelta) -> Decimal:
    return Decimal(span // timedelta(seconds=1))
