"""What services that do things at their time have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from aeolus_sandbox.services.events.due import Due, utc_now
from aeolus_sandbox.supervisor.node import Node
from aeolus_sandbox.supervisor.world import World


class Recurring:
    """A service that is awake when something is due, and else waits for a change."""

    def __init__(self, world: World, now: Callable[[], datetime] = utc_now) -> None:
        """`now` tells the time."""
        self._world, self._due = world, Due(now, world.say)

    @property
    def period_s(self) -> float | None:
        """Until the next one is due; where there is none, nothing is waited for."""
        return self._due.period_s

    def close(self) -> None:
        """Nothing goes on by itself."""

    def nodes(self) -> Sequence[Node]:
        """A schedule runs nowhere."""
        return ()
