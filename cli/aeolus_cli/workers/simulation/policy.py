"""What a rule of scaling sees of a group, and what it may do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class View:
    """A group at a moment: tasks, and workers that boot, that serve, and that serve no task.

    `least` are those that its schedule wants.
    """

    at: float
    queued: int
    running: int
    booting: int
    serving: int
    idle: int
    concurrency: int
    least: int = 0

    @property
    def desired(self) -> int:
        """Workers that there are or that are on their way."""
        return self.booting + self.serving

    @property
    def busy_share(self) -> float:
        """The share of the serving workers' slots that have a task, from 0 to 1."""
        slots = self.serving * self.concurrency
        return self.running / slots if slots else 0.0


@dataclass(frozen=True)
class Order:
    """Workers to launch, idle ones to end, and ones to end whoever they are.

    One that has tasks when it is to end takes none any more; what has not ended after `grace_s` is
    killed.
    """

    launch: int = 0
    end_idle: int = 0
    end_any: int = 0
    grace_s: float = 0.0


class Policy(Protocol):
    """A rule of scaling, with what it remembers of one group."""

    name: str
    period_s: float
    """How often it looks."""

    def order(self, view: View) -> Order:
        """Return what is to be done now."""
