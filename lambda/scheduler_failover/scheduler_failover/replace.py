"""Which master is to be replaced by a new machine, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .decide import Action, Decision, Standing


@dataclass(frozen=True)
class Member:
    """An instance of the masters' group; `well` if it is in service and healthy, as AWS has it."""

    node: str
    well: bool


@dataclass(frozen=True)
class Group:
    """The masters' group, and how many it is to have."""

    wanted: int
    members: tuple[Member, ...]

    def can_spare(self, node: str) -> bool:
        """Tell whether all others are there and well: masters are replaced one at a time."""
        return (
            any(each.node == node for each in self.members)
            and all(each.well for each in self.members)
            and len(self.members) >= max(2, self.wanted)
        )


def decide_replacement(group: Group, masters: Sequence[Standing]) -> Decision:
    """Return what is to be done about masters of which each runs a scheduler.

    Only one that said something before is replaced: another may be starting. What all of them have
    is a fault that they share, and no new machine cures it.
    """
    said = {each.node: each for each in masters}
    here = [said[each.node] for each in group.members if each.node in said]
    silent = [each.node for each in here if not each.alive]
    able = [each.node for each in here if each.fit]
    if not silent:
        ill = [f"{each.node}: {each.said.reason}" for each in here if not each.fit]
        if here and not able:
            return Decision(Action.ALARM, f"no master is healthy ({'; '.join(ill)})")
        return Decision(Action.LEAVE, f"each of {len(here)} masters says how it is")
    first, names = silent[0], " and ".join(silent)
    if not able:
        return Decision(Action.ALARM, f"{names} say nothing, and no other master is healthy")
    if not group.can_spare(first):
        return Decision(Action.LEAVE, f"{first} says nothing, and the group has too few others")
    return Decision(Action.REPLACE, f"{first} says nothing, and {able[0]} is healthy", first)
