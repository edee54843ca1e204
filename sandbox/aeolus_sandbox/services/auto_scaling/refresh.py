"""What an instance refresh does next: who is replaced now, and how many instances there may be.

EC2 Auto Scaling User Guide, "How an instance refresh works".
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from .group import Group, Member, State, counting
from .health import complaint

CAUSE = "an instance was taken out of service in response to an instance refresh"


@dataclass(frozen=True)
class Refreshing:
    """How a refresh replaces instances; percentages are of desired capacity."""

    started: float
    min_healthy: int = 90
    max_healthy: int = 100
    warmup: float = 0
    """Seconds in service after which an instance counts as healthy."""
    skip_matching: bool = False
    """Whether instances of the group's present launch template stay."""
    protected: str = "Wait"
    """What becomes of instances protected from scale-in: `Wait`, `Ignore` or `Refresh`."""
    ending: bool = False
    """Whether it has been cancelled: nobody else is replaced."""


@dataclass(frozen=True)
class Plan:
    """The group with its surge and its orders, and how many instances are still to be replaced."""

    group: Group
    left: int


def plan(group: Group, refreshing: Refreshing, now: float) -> Plan:
    """Return what to do now; it is done when nobody is left."""
    present = counting(group.members)
    old = [each for each in present if _old(each, refreshing)]
    healthy = [each for each in present if _healthy(each, group, refreshing, now)]
    unready = max(group.desired - len(healthy), 0)
    if refreshing.ending:
        return Plan(group, 0)
    if not old and not unready:
        return _of_pool(group, refreshing)
    room = max(0, len(healthy) - _needed(group.desired, refreshing))
    # Those that are not healthy take nothing away, but are on their way, or looked after already.
    free = [
        each
        for each in old
        if each in healthy and (not each.protected or refreshing.protected == "Refresh")
    ]
    first = sorted(free, key=lambda each: each.launched)[:room]
    ordered = {each.instance_id for each in first}
    surge = min(_surge(group.desired, refreshing), len(old) - len(first))
    members = tuple(
        replace(each, order=CAUSE) if each.instance_id in ordered else each
        for each in group.members
    )
    left = max(len(old), unready) + len(_old_in_pool(group, refreshing))
    return Plan(replace(group, members=members, surge=surge), left)


def _of_pool(group: Group, refreshing: Refreshing) -> Plan:
    """Return what to do once all in service are replaced: those of the warm pool, all at once.

    Nobody misses them (EC2 Auto Scaling User Guide, "Warm pools", updating instances).
    """
    old = _old_in_pool(group, refreshing)
    members = tuple(replace(each, order=CAUSE) if each in old else each for each in group.members)
    return Plan(replace(group, members=members), len(old))


def _old_in_pool(group: Group, refreshing: Refreshing) -> list[Member]:
    pooled = [each for each in group.members if each.state.pooled and not each.state.leaving]
    return [each for each in pooled if _old(each, refreshing)]


def _old(member: Member, refreshing: Refreshing) -> bool:
    if member.protected and refreshing.protected == "Ignore":
        return False
    return member.outdated if refreshing.skip_matching else member.launched < refreshing.started


def _healthy(member: Member, group: Group, refreshing: Refreshing, now: float) -> bool:
    if member.state is not State.IN_SERVICE or complaint(member, group, now) is not None:
        return False
    if member.launched < refreshing.started:
        return True  # the refresh need not wait for those that were there
    # Before its load balancers have found it healthy it serves nobody.
    awaited = "ELB" in group.health_check_type and member.target_awaited
    warm = member.in_service is not None and now - member.in_service >= refreshing.warmup
    return warm and not awaited


def _surge(desired: int, refreshing: Refreshing) -> int:
    if refreshing.max_healthy <= 100:
        return 0
    return max(1, math.floor(desired * (refreshing.max_healthy - 100) / 100))


def _needed(desired: int, refreshing: Refreshing) -> int:
    """Return how many must be healthy; one may always be replaced where there is no surge."""
    needed = math.ceil(desired * refreshing.min_healthy / 100)
    return needed if refreshing.max_healthy > 100 else min(needed, desired - 1)
