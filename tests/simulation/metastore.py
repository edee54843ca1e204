"""A database that knows roles, sessions and commits, and sees every commit of a scheduler."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from aeolus_agent.scheduler.ports import FencedError


class RefusedError(Exception):
    """The role may not log in, or its session has been ended."""


@dataclass(eq=False)
class Session:
    """A connection of the scheduler of an epoch."""

    epoch: int
    open: bool = True


@dataclass
class Metastore:
    """The statements of the fence, each atomic, and what schedulers write."""

    violation: Callable[[str], None]
    epoch: int = 0
    login: set[int] = field(default_factory=set)
    sessions: list[Session] = field(default_factory=list)
    committed: int = 0
    """The latest epoch that has written."""
    last_commit: dict[str, float] = field(default_factory=dict)

    def admit(self, epoch: int) -> None:
        """One transaction: let this epoch's role in, and none before it."""
        if epoch < self.epoch:
            raise FencedError(f"epoch {self.epoch} has begun")
        self.epoch = epoch
        self.login = {epoch}

    def end_sessions(self, through: int) -> None:
        """End the sessions of schedulers of epochs through this one."""
        for session in self.sessions:
            if session.epoch <= through:
                session.open = False
        self.sessions = [each for each in self.sessions if each.open]

    def connect(self, epoch: int) -> Session:
        """Return a session of an epoch's role."""
        if epoch not in self.login:
            raise RefusedError
        session = Session(epoch)
        self.sessions.append(session)
        return session

    def commit(self, session: Session, node: str, at: float) -> None:
        """Write what a scheduler decided."""
        if not session.open:
            raise RefusedError
        if session.epoch < self.committed:
            self.violation(
                f"{node} wrote in epoch {session.epoch} after epoch {self.committed} had written"
            )
        self.committed = max(self.committed, session.epoch)
        self.last_commit[node] = at
