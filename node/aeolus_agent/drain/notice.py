"""When a worker is to leave, as EC2 and its group tell it, and how long it has."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

LIFECYCLE_STATE = "autoscaling/target-lifecycle-state"
"""EC2 Auto Scaling User Guide, "Retrieve the target lifecycle state through instance metadata"."""
TERMINATED = "Terminated"
TERMINATED_IN_POOL = "Warmed:Terminated"
"""Of an instance in a warm pool, which has no task; its hook holds it all the same."""
SPOT_ACTION = "spot/instance-action"
"""EC2 User Guide, "Spot Instance interruption notices"; it is there from the notice on."""
HAND_BACK_S = 30.0
"""Before EC2 takes a Spot instance: for tasks that are told to end, and for Airflow to hear it."""


@dataclass(frozen=True)
class Notice:
    """Why a worker is to leave, and how many seconds its tasks have."""

    reason: str
    seconds: float


def notice(
    state: str | None, spot_action: str | None, deadline_s: float, now: float
) -> Notice | None:
    """Return the notice that is in what the metadata says; None while there is none.

    `deadline_s` is how long the tasks have where EC2 does not say, `now` are seconds since the
    epoch. Where both are told, the shorter one counts.
    """
    if spot_action is not None and (left := _left(spot_action, now)) is not None:
        seconds = min(deadline_s, max(0.0, left - HAND_BACK_S))
        return Notice(f"EC2 takes this Spot instance back in {left:.0f} s", seconds)
    if state in (TERMINATED, TERMINATED_IN_POOL):
        return Notice("its group ends it", deadline_s)
    return None


def _left(spot_action: str, now: float) -> float | None:
    """Return the seconds until EC2 acts; None for a text that is no action."""
    try:
        told = json.loads(spot_action)
        return datetime.fromisoformat(told["time"]).timestamp() - now
    except (ValueError, KeyError, TypeError):
        return None
