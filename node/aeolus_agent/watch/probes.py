"""Looking at daemons from outside: what they answer, and what they leave in the metastore."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from aeolus_agent.database import Database
from aeolus_agent.insist import NotYetError

from .seen import WORKS, Seen

Probe = Callable[[], Seen]

_ANSWER_S = 5.0
EVERY_S = 15.0
STALE_S = 60.0
"""Airflow's jobs say that they live every 5 s."""


def answers(port: int, path: str, limit_s: float = _ANSWER_S) -> Probe:
    """Return a probe of a server on this node: whether it answers `path` with 200, in time."""

    def look() -> Seen:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=limit_s)
        try:
            connection.request("GET", path)
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            why = str(error) or type(error).__name__
            return Seen(False, f"port {port} does not answer {path}: {why}")
        finally:
            connection.close()
        return WORKS if status == 200 else Seen(False, f"port {port} answers {path} with {status}")

    return look


_AGES = """
SELECT job_type, extract(epoch FROM now() - max(latest_heartbeat))
FROM job WHERE hostname = %s AND state = 'running' GROUP BY job_type
"""


@dataclass
class Jobs:
    """What Airflow's jobs on this node say in the metastore; `connect` opens a session with it."""

    connect: Callable[[], Database]
    hostname: str
    clock: Callable[[], float]
    fault: str = field(default="", init=False)
    """Why the metastore could not be asked when it was looked at last."""
    _ages: Mapping[str, float] = field(default_factory=dict, init=False)
    _looked: float | None = field(default=None, init=False)
    _misses: bool = field(default=False, init=False)

    def look(self) -> None:
        """Ask the metastore, once for all probes: now and then, and at once while one is missed.

        Each time by a session of its own, so that a password which is refused by now is noticed:
        daemons need new sessions at any moment.
        """
        now = self.clock()
        settled = not self.fault and not self._misses
        if settled and self._looked is not None and now - self._looked < EVERY_S:
            return
        self._looked, self._misses = now, False
        try:
            session = self.connect()
            try:
                rows = session.query(_AGES, self.hostname)
            finally:
                session.close()
        except NotYetError as error:
            self._ages, self.fault = {}, str(error)
        else:
            self._ages, self.fault = {str(kind): float(age) for kind, age in rows}, ""

    def beats(self, job_type: str) -> Probe:
        """Return a probe of the job of a type on this node: whether its heart beats."""

        def look() -> Seen:
            if self.fault:
                return Seen(None, self.fault)
            age = self._ages.get(job_type)
            self._misses |= age is None or age > STALE_S
            if age is None:
                return Seen(False, f"there is no {job_type} of {self.hostname} in the metastore")
            if age > STALE_S:
                return Seen(False, f"its {job_type} has said nothing for {age:.0f} s")
            return WORKS

        return look

    def blamed(self, probe: Probe) -> Probe:
        """Return a probe that blames no daemon for a metastore that cannot be asked."""

        def look() -> Seen:
            seen = probe()
            return Seen(None, self.fault) if self.fault and not seen.works else seen

        return look


def every(seconds: float, probe: Probe, clock: Callable[[], float]) -> Probe:
    """Return a probe that looks this often, and says in between what it saw last.

    What does not work is looked at each time, so that it is known soon when it does.
    """
    last: tuple[float, Seen] | None = None

    def look() -> Seen:
        nonlocal last
        if last is None or not last[1].works or clock() - last[0] >= seconds:
            last = clock(), probe()
        return last[1]

    return look
