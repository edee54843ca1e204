"""Whether this machine's scheduler may begin: until when, the keeper of the lease has written."""

from __future__ import annotations

import time

from aeolus_agent.places import SCHEDULER_UNTIL


def may_start(now: float, until: float) -> bool:
    """Tell whether a scheduler may begin; both on the machine's monotonic clock."""
    return now < until


def allowed() -> bool:
    """Tell whether a scheduler may begin at this moment."""
    try:
        until = float(SCHEDULER_UNTIL.read_text())
    except (FileNotFoundError, ValueError):
        until = 0.0
    return may_start(time.monotonic(), until)
