"""What the lease's table holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Lease:
    """Who may schedule.

    `epoch` grows with each move, `counter` with each renewal; the two together never come again.
    `released` says that the holder schedules no more, and waits for no time to pass. `reason` is
    the sentence by which it was moved, `moved_at` when, `renewed_at` when it was renewed last:
    seconds since the epoch, by wall clocks and for people.
    """

    holder: str
    epoch: int
    counter: int = 0
    released: bool = False
    reason: str = ""
    moved_at: float = 0.0
    renewed_at: float = 0.0

    @property
    def mark(self) -> Mark:
        """What changes whenever anybody does anything with it."""
        return Mark(self.epoch, self.counter)


@dataclass(frozen=True, order=True)
class Mark:
    """A state of the lease."""

    epoch: int
    counter: int


@dataclass(frozen=True)
class Candidate:
    """A master that could schedule, as it says of itself.

    `beat` grows each time it says so. `reason` is why it could not, or which of its parts is not
    well. `said_at` is its wall clock, for people.
    """

    node: str
    beat: int
    healthy: bool
    reason: str = ""
    zone: str = ""
    said_at: float = 0.0


@dataclass(frozen=True)
class Control:
    """What operators want: no automatic failover; or the lease of `wanted_epoch` with `wanted`.

    A wish ends with the epoch that it was made in.
    """

    paused: bool = False
    wanted: str = ""
    wanted_epoch: int = 0
    by: str = ""


@dataclass(frozen=True)
class Decided:
    """A decision of the Lambda that is kept: when (seconds since the epoch), what and why."""

    at: float
    action: str
    node: str
    reason: str
