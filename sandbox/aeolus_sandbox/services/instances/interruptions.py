"""Spot instances that EC2 takes back: told two minutes before, then terminated.

Amazon EC2 User Guide, "Spot Instance interruption notices".
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from aeolus_sandbox.supervisor.world import World

NOTICE = timedelta(minutes=2)


def _now() -> datetime:
    return datetime.now(UTC)


class Interruptions:
    """Which Spot instances are taken back, and when each is terminated."""

    def __init__(self, world: World, clock: Callable[[], datetime] = _now) -> None:
        """None is yet; `clock` tells the time."""
        self._world, self._clock = world, clock
        self._ends: dict[str, datetime] = {}

    def __bool__(self) -> bool:
        """Tell whether any is to be ended."""
        return bool(self._ends)

    def begin(self, identifier: str) -> None:
        """Tell an instance, and EventBridge, that it has two minutes; once begun it goes on."""
        if identifier in self._ends:
            return
        self._ends[identifier] = self._clock() + NOTICE
        world = self._world
        arn = f"arn:aws:ec2:{world.region}:{world.account_id}:instance/{identifier}"
        detail: dict[str, Any] = {"instance-id": identifier, "instance-action": "terminate"}
        world.emit("aws.ec2", "EC2 Spot Instance Interruption Warning", detail, [arn])
        world.say("spot interruption", instance=identifier, ends=str(self._ends[identifier]))
        world.wake("ec2")

    def ends(self, identifier: str) -> datetime | None:
        """Return when an instance is terminated; None while it is not taken back."""
        return self._ends.get(identifier)

    def carry_out(self, present: set[str]) -> None:
        """Terminate those whose time is over; forget those that are not there any more."""
        for identifier, ends in list(self._ends.items()):
            if identifier not in present:
                del self._ends[identifier]
            elif self._clock() >= ends:
                # EC2 does that, whom its group cannot hold: no hook, no drain.
                self._world.backend("ec2").terminate_instances([identifier])
                self._world.wake("ec2")
