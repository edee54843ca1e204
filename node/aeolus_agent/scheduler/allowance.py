"""The command `may-schedule`, which the scheduler's unit asks before each start."""

from __future__ import annotations

import time

from aeolus_agent.places import SCHEDULER_UNTIL
from aeolus_agent.saying import say


def may_start(now: float, until: float) -> bool:
    """Tell whether a scheduler may be started; both on the machine's monotonic clock."""
    return now < until


def run() -> int:
    """Return 0 if a scheduler may be started at this moment, else 1."""
    try:
        until = float(SCHEDULER_UNTIL.read_text())
    except (FileNotFoundError, ValueError):
        until = 0.0
    if may_start(time.monotonic(), until):
        return 0
    say("no start: this master does not hold the lease, or could not renew it in time")
    return 1
