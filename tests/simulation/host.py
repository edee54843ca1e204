"""A machine: a clock that runs at its own rate, and a power that can fail."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from .engine import Engine, Task, pause

SETTLE_S = 12.0
"""Longer than a lease lasts: a clock that stood still with its machine knows of no time lost."""


@dataclass
class Host:
    """A machine that runs, stands still, or is off."""

    name: str
    engine: Engine
    rate: float = 1.0
    wall_offset: float = 0.0
    counts_frozen: bool = True
    """Whether its monotonic clock counts the time in which it stood still."""
    on: bool = True
    frozen_at: float | None = None
    settled_at: float = 0.0
    """Until when one that stood still may not have noticed yet that time has passed."""
    _lost: float = 0.0
    _tasks: list[Task] = field(default_factory=list)

    def clock(self) -> float:
        """Return its monotonic clock."""
        return (self.engine.now - self._lost) * self.rate

    def wall(self) -> float:
        """Return its wall clock, which anybody may set."""
        return self.engine.now + self.wall_offset

    async def sleep(self, seconds: float) -> None:
        """Sleep by its own clock."""
        await pause(seconds / self.rate)

    def spawn(self, coroutine: Coroutine[Any, None, Any], delay: float = 0.0) -> Task:
        """Run something on it."""
        task = self.engine.spawn(coroutine, lambda: self.frozen_at is not None, delay)
        self._tasks = [each for each in self._tasks if not each.ended] + [task]
        return task

    def freeze(self) -> None:
        """Let all of it stand still."""
        if self.frozen_at is None:
            self.frozen_at = self.engine.now

    def thaw(self) -> None:
        """Let all of it go on."""
        if self.frozen_at is not None:
            if not self.counts_frozen:
                self._lost += self.engine.now - self.frozen_at
            self.frozen_at = None
            self.settled_at = self.engine.now + SETTLE_S

    def power_off(self) -> None:
        """End all that runs on it."""
        self.on = False
        for task in self._tasks:
            task.end()
        self.thaw()
