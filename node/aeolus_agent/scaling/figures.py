"""How many tasks wait or run, by queue, and where they run: from the metastore, by one reader.

That one at a time reads is an advisory lock's doing: in each mode of the schedulers, whoever holds
the lease, and with nothing to be told when a master is gone, as PostgreSQL ends its session.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from aeolus_agent.database import SCALING_LOCK, Database, locked
from aeolus_agent.insist import NotYetError

SILENT_S = 30
"""After so long without a look the server ends the reader's session, and another master reads."""

_UNFINISHED = """
SELECT queue, coalesce(hostname, ''), count(*) FROM task_instance
WHERE state IN ('queued', 'running', 'restarting') GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Figures:
    """Tasks that are queued or run, by queue, and hosts that run one, without their domain."""

    tasks: Mapping[str, int]
    busy: frozenset[str]


@dataclass
class Reader:
    """Reads the figures while it holds the lock; `connect` opens a session with the metastore."""

    connect: Callable[[], Database]
    _session: Database | None = field(default=None, init=False)

    def figures(self) -> Figures | None:
        """Return what there is to do; None where another master reads.

        Raises NotYetError where the metastore cannot be asked. The session goes with that.
        """
        try:
            if self._session is None:
                self._session = self._opened()
            return None if self._session is None else read(self._session)
        except NotYetError:
            self.close()
            raise

    def close(self) -> None:
        """Let another read."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _opened(self) -> Database | None:
        """Return a session that has the lock, and which the server ends when nobody uses it."""
        session = self.connect()
        try:
            if locked(session, SCALING_LOCK):
                session.query(f"SET idle_session_timeout = '{SILENT_S}s'")
                return session
        except NotYetError:
            session.close()
            raise
        session.close()
        return None


def read(database: Database) -> Figures:
    """Return what the metastore says now."""
    tasks, busy = Counter[str](), set[str]()
    for queue, host, count in database.query(_UNFINISHED):
        tasks[queue] += count
        busy.add(host.partition(".")[0])
    return Figures(dict(tasks), frozenset(busy - {""}))
