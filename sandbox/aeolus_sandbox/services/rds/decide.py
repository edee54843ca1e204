"""What to do about the server of a DB instance: from what the API says, and what has become of it.

Amazon RDS User Guide, "Failing over a Multi-AZ DB instance": where there is a standby, it takes
over from a primary that has failed, and in a reboot that asks for it. Where there is none, RDS
recovers the host.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from aeolus_sandbox.services.condition import Condition, failed
from aeolus_sandbox.services.rds.database import Database

# So long a host takes to be recovered here; AWS tells no figure, but it is minutes.
RECOVERY_S = 5.0


class Step(Enum):
    """What can be done about a server."""

    START = "start"
    STOP = "stop"
    REBOOT = "reboot"
    FAIL_OVER = "fail over"
    RECOVER = "recover"


class Asked(Enum):
    """What a reboot can be asked for as."""

    REBOOT = "reboot"
    FAILOVER = "failover"


@dataclass(frozen=True)
class Seen:
    """A server as it is seen, since `for_s` seconds in its condition.

    `meant` tells whether the last that was done was to stop it, or nothing yet.
    """

    condition: Condition
    for_s: float = 0.0
    meant: bool = False


def decide(database: Database, seen: Seen, asked: Asked | None = None) -> Step | None:
    """Return what to do now; None when all is as the API says, or has to be waited for."""
    off = seen.condition is Condition.OFF
    if database.stopped:
        return None if off and seen.meant else Step.STOP
    if off and seen.meant:
        return Step.START
    if asked:
        return Step.FAIL_OVER if asked is Asked.FAILOVER and database.standby else Step.REBOOT
    if database.standby:
        return Step.FAIL_OVER if failed(seen.condition, seen.for_s) else None
    return Step.RECOVER if off and seen.for_s >= RECOVERY_S else None
