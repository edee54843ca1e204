"""What a change costs: two sets of estimates, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .estimate import Estimate, Line, ResourceCost
from .figures import CENT, Figures

NOTHING = Figures.same(0)


class Change(StrEnum):
    """What became of a resource or stack, by the signs that Terraform has for it."""

    ADDED = "+"
    REMOVED = "-"
    CHANGED = "~"
    SAME = "="


@dataclass(frozen=True)
class LineDiff:
    """One billed thing before and after; None where it is not there."""

    name: str
    old: Line | None
    new: Line | None

    @property
    def amounts(self) -> tuple[Figures, Figures]:
        """US dollars a month as it is and as it will be; zero where it is not there."""
        before, after = (each.monthly if each else NOTHING for each in (self.old, self.new))
        return before, after


@dataclass(frozen=True)
class ResourceDiff:
    """A resource whose cost, or what it is made of, changes."""

    change: Change
    resource: ResourceCost
    """As it will be; as it was, where it goes."""
    old: Figures
    new: Figures
    lines: tuple[LineDiff, ...]
    """Those that change."""


@dataclass(frozen=True)
class StackDiff:
    """One stack, with its totals also when nothing changes."""

    name: str
    change: Change
    base: Estimate | None
    head: Estimate | None
    resources: tuple[ResourceDiff, ...]

    @property
    def old(self) -> Figures:
        """US dollars a month as it is; zero for a new stack."""
        return self.base.total if self.base else NOTHING

    @property
    def new(self) -> Figures:
        """US dollars a month as it will be; zero for one that goes."""
        return self.head.total if self.head else NOTHING


def diff(base: Mapping[str, Estimate], head: Mapping[str, Estimate]) -> tuple[StackDiff, ...]:
    """Return every stack of either, by name, with the resources that change."""
    names = sorted({*base, *head})
    return tuple(_stack(name, base.get(name), head.get(name)) for name in names)


def _stack(name: str, base: Estimate | None, head: Estimate | None) -> StackDiff:
    old, new = _by_place(base), _by_place(head)
    places = [*new, *(place for place in old if place not in new)]
    found = [_resource(old.get(place), new.get(place)) for place in places]
    changed = tuple(each for each in found if each is not None)
    if base is None:
        change = Change.ADDED
    elif head is None:
        change = Change.REMOVED
    else:
        change = Change.CHANGED if changed or base.total != head.total else Change.SAME
    return StackDiff(name, change, base, head, changed)


def _by_place(estimate: Estimate | None) -> dict[tuple[str, ...], ResourceCost]:
    """Return costs by type and path: cdktf's addresses end in a hash of the path."""
    if estimate is None:
        return {}
    return {(each.resource.type, *each.resource.path): each for each in estimate.resources}


def _resource(old: ResourceCost | None, new: ResourceCost | None) -> ResourceDiff | None:
    """Return what changes; None where nothing does."""
    lines = tuple(_lines(old, new))
    shown = new or old
    # A total of usage is spread over all of a type: one more resource moves the others by a trifle.
    trifle = old and new and all(abs(each) < CENT for each in (new.monthly - old.monthly).values)
    if not lines or trifle or shown is None:
        return None
    change = Change.ADDED if old is None else Change.REMOVED if new is None else Change.CHANGED
    return ResourceDiff(
        change=change,
        resource=shown,
        old=old.monthly if old else NOTHING,
        new=new.monthly if new else NOTHING,
        lines=lines,
    )


def _lines(old: ResourceCost | None, new: ResourceCost | None) -> list[LineDiff]:
    before, after = _by_name(old), _by_name(new)
    keys = [*after, *(key for key in before if key not in after)]
    pairs = [(before.get(key), after.get(key)) for key in keys]
    return [_line(old_line, new_line) for old_line, new_line in pairs if old_line != new_line]


def _line(old: Line | None, new: Line | None) -> LineDiff:
    either = new or old
    assert either is not None
    return LineDiff(either.component.name, old, new)


def _by_name(cost: ResourceCost | None) -> dict[tuple[str, int], Line]:
    """Return lines by what they are, whatever their size: a name has the size in brackets."""
    found: dict[tuple[str, int], Line] = {}
    seen: Counter[str] = Counter()
    for line in cost.lines if cost else ():
        name = line.component.name.partition(" (")[0]
        found[name, seen[name]] = line
        seen[name] += 1
    return found
