"""Balances a group over its zones again, as after a zone has been added or was out.

EC2 Auto Scaling User Guide, "Availability Zone distribution": it launches before it terminates.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from .group import Group, State

_PROCESSES = {"AZRebalance", "Launch", "Terminate"}


def balanced(group: Group) -> Group:
    """Return the group with room for one more instance while its zones differ by more than one.

    What is launched then is in the emptiest zone; once it serves, one of the fullest leaves.
    """
    serving = [each for each in group.members if each.state is State.IN_SERVICE]
    each_zone = Counter({zone: 0 for zone in group.zones})
    each_zone.update(each.zone for each in serving if each.zone in each_zone)
    uneven = max(each_zone.values()) - min(each_zone.values()) > 1
    # Those of the fullest zone may all be protected: then nobody would make room again.
    fullest = {zone for zone, count in each_zone.items() if count == max(each_zone.values())}
    free = any(each.zone in fullest and not each.protected for each in serving)
    if not uneven or not free or len(serving) != group.desired or group.suspended & _PROCESSES:
        return group
    return replace(group, surge=1)
