"""Where the lease is kept: each call is one atomic step, and reads see what was written last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from .record import Candidate, Control, Lease, Mark


class UnavailableError(Exception):
    """The store did not answer in time, or not at all; what was asked may have happened or not."""


class ConflictError(Exception):
    """The lease is not any more what the caller thought it was; nothing was written."""


@dataclass(frozen=True)
class State:
    """What is read at once: the lease (None before the first), and what operators want."""

    lease: Lease | None
    control: Control = field(default_factory=Control)


class LeaseStore(Protocol):
    """The table. Each call may raise UnavailableError."""

    async def read(self) -> State:
        """Return the lease, and what operators want."""

    async def renew(self, held: Lease) -> Lease:
        """Count the lease up. Raises ConflictError unless it is `held`'s holder's, of its epoch."""

    async def release(self, held: Lease) -> None:
        """Say that it is free. Raises ConflictError unless it is the holder's, of its epoch."""

    async def move(self, seen: Lease | None, to: Lease, *, mark: Mark | None) -> None:
        """Give it to another.

        Raises ConflictError unless it is of `seen`'s epoch (or, for None, not there at all), and,
        if a mark is given, has not been renewed since.
        """

    async def beat(self, candidate: Candidate) -> None:
        """Keep what a master says of itself."""

    async def candidates(self) -> Sequence[Candidate]:
        """Return what masters have said last."""
