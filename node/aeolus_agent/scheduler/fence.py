"""Which scheduler may write: one epoch's role may log in, and no session is left of those before.

A machine that stood still runs its scheduler before its agent, and connects anew by itself. So who
is refused is refused by the database, not by the machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from .ports import Fitness


class Roles(Protocol):
    """The metastore's roles of schedulers, one an epoch. Each call may raise UnavailableError."""

    async def fit(self) -> Fitness:
        """Tell whether the metastore answers, and is as this machine's Airflow wants it."""

    async def admit(self, epoch: int) -> str:
        """In one transaction let this epoch's role in, and refuse and disown those before.

        Returns what the role logs in with. Raises FencedError when a later one was let in.
        """

    async def end_sessions(self, through: int) -> None:
        """Return when no session is left of schedulers of epochs through this one.

        Of this one too: a machine that came back may have left one half open, which holds locks.
        """


class Left(Protocol):
    """What schedulers before this one leave behind."""

    async def release(self) -> None:
        """Let tasks be sent anew that were queued and never sent. It fails silently, in time."""


class Login(Protocol):
    """Where the scheduler of this machine finds what it logs in with."""

    async def keep(self, epoch: int, login: str) -> None:
        """Keep it, in memory alone."""


@dataclass(frozen=True)
class SchedulerFence:
    """Raises the fence; implements `Fence`."""

    roles: Roles
    left: Left
    login: Login

    async def fit(self) -> Fitness:
        """Tell whether the metastore answers, and is as this machine's Airflow wants it."""
        return await self.roles.fit()

    async def raise_to(self, epoch: int) -> None:
        """Let the scheduler of this epoch in, and none before it.

        First nobody of before may come in, then who is in is put out: the other way round one could
        come back in between. What they left is as it stays only then.
        """
        login = await self.roles.admit(epoch)
        await self.roles.end_sessions(epoch)
        await self.left.release()
        await self.login.keep(epoch, login)
