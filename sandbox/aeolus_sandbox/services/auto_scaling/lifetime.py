"""Replaces instances that have lived as long as their group lets them.

EC2 Auto Scaling User Guide, "Replace instances based on maximum instance lifetime".
"""

from __future__ import annotations

from dataclasses import replace

from .group import Group, State, counting

CAUSE = (
    "an instance was taken out of service in response to a maximum instance lifetime being exceeded"
)


def aged(group: Group, longest: float | None, now: float) -> Group:
    """Return the group with its oldest instance told to leave if it has lived `longest` seconds.

    One at a time, and only when no other is on its way.
    """
    present = counting(group.members)
    ready = [each for each in present if each.state is State.IN_SERVICE and each.order is None]
    if not longest or len(ready) < group.desired or not ready:
        return group
    oldest = min(ready, key=lambda each: each.launched)
    if now - oldest.launched < longest or oldest.protected:
        return group
    members = tuple(
        replace(each, order=CAUSE) if each is oldest else each for each in group.members
    )
    return replace(group, members=members)
