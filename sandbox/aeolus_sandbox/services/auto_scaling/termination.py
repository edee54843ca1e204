"""Who leaves a group that has more instances than desired.

EC2 Auto Scaling User Guide, "Configure termination policies".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .group import Group, Member

_HOUR = 3600.0


def leaving(group: Group, present: Sequence[Member], surplus: int, now: float) -> list[Member]:
    """Return who leaves: never the protected; of the fullest zone; then by the group's policies."""
    staying = list(present)
    chosen: list[Member] = []
    for _ in range(surplus):
        free = [member for member in staying if not member.protected]
        if not free:
            break
        each_zone = Counter(member.zone for member in staying)
        fullest = max(each_zone[member.zone] for member in free)
        candidates = [member for member in free if each_zone[member.zone] == fullest]
        first = min(candidates, key=lambda member: _rank(group.termination_policies, member, now))
        chosen.append(first)
        staying.remove(first)
    return chosen


def _rank(policies: Sequence[str], member: Member, now: float) -> tuple[float, ...]:
    """Return a key by which the first to leave is the least; the oldest where policies tie."""
    to_next_hour = _HOUR - (now - member.launched) % _HOUR
    known = {
        "Default": (float(not member.outdated), member.launched),
        "OldestLaunchTemplate": (float(not member.outdated),),
        "OldestLaunchConfiguration": (float(not member.outdated),),
        "OldestInstance": (member.launched,),
        "NewestInstance": (-member.launched,),
        "ClosestToNextInstanceHour": (to_next_hour,),
    }
    ranks = [rank for policy in policies for rank in known.get(policy, ())]
    return (*ranks, member.launched)
