"""What the keeper of the lease needs of its machine, and of what is around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from aeolus_lease.record import Mark


class FencedError(Exception):
    """The database has seen a later epoch: this one may not write any more."""


@dataclass(frozen=True)
class Work:
    """How the scheduler of this machine is.

    `starting` while it was started so lately that it may not work yet. `reason` is why it is not
    `well`: the process, its health page, its heartbeat, or work that is due and not done.
    """

    running: bool
    well: bool
    starting: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Fitness:
    """Whether this machine could schedule, and if not, why."""

    fit: bool
    reason: str = ""


class Daemon(Protocol):
    """The scheduler's unit."""

    async def work(self) -> Work:
        """Return how it is."""

    async def allow(self, until: float) -> None:
        """Let it begin until this moment of the monotonic clock, and not after it.

        A start may take its time: systemd has others to do, or starts it again by itself.
        """

    async def prepare(self) -> None:
        """Start it, if there is time for it, for when it may begin."""

    async def start(self) -> None:
        """Start it, if it is not: it gets ready, and begins when it may.

        It logs in with what the fence gave it by then.
        """

    async def stop(self) -> None:
        """Return when no process of it is left: told to end, and killed if it does not."""


class Fence(Protocol):
    """Who may write to the metastore."""

    async def fit(self) -> Fitness:
        """Tell whether the metastore answers, and is as this machine's Airflow wants it."""

    async def raise_to(self, epoch: int) -> None:
        """Let the scheduler of this epoch in, and none before it: their sessions have ended.

        Raises FencedError when a later one was let in, UnavailableError when it may not be done.
        """


class Failover(Protocol):
    """The Lambda."""

    async def report(self, lapsed: Mark | None) -> None:
        """Tell it that something is due; of a lease that has lapsed, in which state it has.

        Raises UnavailableError.
        """
