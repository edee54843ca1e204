"""What raises a group's minimum: its schedule, and a hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from .hold import Hold
from .rule import Limits
from .schedule import Window, minimum

BY_SCHEDULE = "by its schedule"


def raised(
    limits: Limits, windows: Iterable[Window], hold: Hold | None, moment: datetime
) -> Limits:
    """Return what a group may be at a moment, which knows its time zone: the most of all minimums.

    None is above the group's maximum, for which the metastore's connections are counted.
    """
    limits = limits.at_least(minimum(windows, moment), BY_SCHEDULE)
    if hold is None or moment >= hold.until:
        return limits
    return limits.at_least(hold.workers, f"as held until {hold.end}")
