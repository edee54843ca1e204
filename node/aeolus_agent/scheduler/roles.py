"""The metastore's roles of schedulers, one an epoch: who has none, or lost it, writes nothing.

Each is a member of one group, which has the rights; what it makes is none of Airflow's tables.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from aeolus_agent.database import FENCE_LOCK, LOCKS, Database, keep_role
from aeolus_agent.insist import NotYetError
from aeolus_lease.store import UnavailableError

from .ports import FencedError, Fitness

T = TypeVar("T")

GROUP = "airflow_scheduler"
_OURS = rf"^{GROUP}_[0-9]+$"
_PAUSE_S = 0.05

_TABLE = """
CREATE TABLE IF NOT EXISTS aeolus.scheduler_epoch (
    singular boolean PRIMARY KEY DEFAULT true CHECK (singular), epoch bigint NOT NULL
)
"""
_RAISE = """
INSERT INTO aeolus.scheduler_epoch (epoch) VALUES (%s)
ON CONFLICT (singular) DO UPDATE SET epoch = excluded.epoch
"""
_RIGHTS = (
    f"GRANT USAGE ON SCHEMA public TO {GROUP}",
    f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {GROUP}",
    f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {GROUP}",
)
_SESSIONS = f"""
FROM pg_stat_activity
WHERE usename ~ '{_OURS}' AND substring(usename FROM '[0-9]+$')::bigint <= %s
"""


def role_of(epoch: int) -> str:
    """Return the role of the scheduler of an epoch."""
    return f"{GROUP}_{epoch}"


@dataclass(frozen=True)
class SchedulerRoles:
    """Speaks as the metadata's owner; implements `Roles`. `connect` opens a session."""

    connect: Callable[[], Database]
    database: str
    limit_s: float

    async def fit(self) -> Fitness:
        """Tell whether the metastore answers."""
        try:
            await self._do(lambda session: session.query("SELECT 1"))
        except UnavailableError as error:
            return Fitness(False, str(error))
        return Fitness(True)

    async def admit(self, epoch: int) -> str:
        """Let this epoch's role in, and refuse and disown those before; return its password."""
        password = secrets.token_urlsafe(32)
        await self._do(lambda session: self._admit(session, epoch, password))
        return password

    async def end_sessions(self, through: int) -> None:
        """Return when no session is left of schedulers of epochs through this one."""
        await self._do(lambda session: self._end(session, through))

    def _admit(self, session: Database, epoch: int, password: str) -> None:
        role = role_of(epoch)
        with _transaction(session):
            session.query("SELECT pg_advisory_xact_lock(%s, %s)", LOCKS, FENCE_LOCK)
            session.query("CREATE SCHEMA IF NOT EXISTS aeolus")
            session.query(_TABLE)
            known = session.query("SELECT epoch FROM aeolus.scheduler_epoch")
            if known and known[0][0] > epoch:
                raise FencedError(f"epoch {known[0][0]} has begun")
            session.query(_RAISE, epoch)
            roles = {
                name
                for (name,) in session.query(
                    "SELECT rolname FROM pg_roles WHERE rolname ~ %s OR rolname = %s", _OURS, GROUP
                )
            }
            if GROUP not in roles:
                session.query(f"CREATE ROLE {GROUP}")
            for name in sorted(roles - {GROUP, role}):
                # Whoever logged in a moment ago may do nothing either, from its next statement on.
                session.query(f"ALTER ROLE {name} NOLOGIN")
                session.query(f"REVOKE {GROUP} FROM {name}")
            session.query(f"GRANT CONNECT ON DATABASE {self.database} TO {GROUP}")
            for statement in _RIGHTS:
                session.query(statement)
            keep_role(session, role, password)
            session.query(f"GRANT {GROUP} TO {role}")
            # Since PostgreSQL 16 who makes a role may not end its sessions without this.
            session.query(f"GRANT {role} TO CURRENT_USER")

    def _end(self, session: Database, through: int) -> None:
        deadline = time.monotonic() + self.limit_s
        while session.query(f"SELECT pg_terminate_backend(pid) {_SESSIONS}", through):
            if time.monotonic() > deadline:
                raise NotYetError("sessions of schedulers before this one do not end")
            time.sleep(_PAUSE_S)
        old = session.query(
            "SELECT rolname FROM pg_roles WHERE rolname ~ %s AND NOT rolcanlogin", _OURS
        )
        for (name,) in old:
            if re.fullmatch(_OURS, name) and int(name.rpartition("_")[2]) < through:
                session.query(f"DROP ROLE IF EXISTS {name}")

    async def _do(self, action: Callable[[Database], T]) -> T:
        """Return what an action does in a session of its own, in time."""

        def run() -> T:
            session = self.connect()
            try:
                return action(session)
            finally:
                session.close()

        try:
            return await asyncio.wait_for(asyncio.to_thread(run), 2 * self.limit_s)
        except NotYetError as error:
            raise UnavailableError(str(error)) from None
        except TimeoutError:
            raise UnavailableError("the metastore does not answer in time") from None


@contextmanager
def _transaction(session: Database) -> Iterator[None]:
    session.query("BEGIN")
    try:
        yield
    except BaseException:
        session.query("ROLLBACK")
        raise
    session.query("COMMIT")
