"""What a node says of itself: written to `health.json`, printed by `status --json`, read by others.

Times are seconds since the epoch, as `time.time()` gives them.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from aeolus_agent.description import Role


class Phase(StrEnum):
    """How far a node has come, in this order; the timeline says when each began."""

    BOOT = "boot"
    """The kernel runs."""
    BUNDLE = "bundle"
    """The node bundle is fetched and unpacked."""
    INSTALL = "install"
    CREDENTIALS = "credentials"
    VOLUME = "volume"
    """A single node: its data volume is attached, once its last node has ended. Others skip it."""
    MIGRATE = "migrate"
    """Masters: the database's schema. Others skip it."""
    DAEMONS = "daemons"
    """They have been started, and are not all healthy yet."""
    READY = "ready"
    """They all have been healthy once."""


@dataclass(frozen=True)
class DaemonReport:
    """A daemon at one moment.

    `daemon` is Airflow's name of it (`api-server`), `state` systemd's of its unit (`active`).
    `reason` is a sentence that says why it is unhealthy, or why one that is healthy does not run
    (a standby's scheduler); else empty.
    """

    daemon: str
    state: str
    healthy: bool
    since: float
    reason: str = ""


@dataclass(frozen=True)
class NodeReport:
    """A node at the moment `at`: its daemons, and when each phase began that it came to.

    `reason` says what it waits for, or what failed, where that is no daemon's business.
    """

    at: float
    role: Role
    group: str
    phase: Phase
    timeline: dict[Phase, float]
    daemons: tuple[DaemonReport, ...] = field(default=())
    reason: str = ""

    @property
    def healthy(self) -> bool:
        """Whether it is up, and each daemon does its work."""
        return self.phase is Phase.READY and all(each.healthy for each in self.daemons)

    def ailments(self) -> list[str]:
        """Return what is wrong, a sentence each; nothing of a node that is healthy."""
        if self.healthy:
            return []
        wrong = [
            f"{each.daemon} is {each.state}" + (f": {each.reason}" if each.reason else "")
            for each in self.daemons
            if not each.healthy
        ]
        if self.phase is not Phase.READY:
            wrong.insert(0, f"phase {self.phase}" + (f": {self.reason}" if self.reason else ""))
        return wrong

    def dumps(self) -> str:
        """Return the report as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def loads(cls, text: str) -> NodeReport:
        """Return the report that `dumps` wrote. Raises KeyError, TypeError and ValueError else."""
        found = json.loads(text)
        return cls(
            **{
                **found,
                "role": Role(found["role"]),
                "phase": Phase(found["phase"]),
                "timeline": {Phase(name): at for name, at in found["timeline"].items()},
                "daemons": tuple(DaemonReport(**each) for each in found["daemons"]),
            }
        )
