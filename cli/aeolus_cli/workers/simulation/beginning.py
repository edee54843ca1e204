"""When a trace begins, and so which windows of a schedule are open at a second of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from aeolus_scaling.schedule import Window, minimum

MONDAY = datetime(2026, 6, 1, tzinfo=UTC)
WEEK_S = 7 * 86400.0


@dataclass(frozen=True)
class Beginning:
    """Second 0 of a trace: a moment, or else that time of the week by any window's own clock."""

    at: datetime = MONDAY
    dated: bool = False

    @classmethod
    def of(cls, queued_at: float, *, dated: bool) -> Beginning:
        """Return it from when the first task was queued: since 1970, or since Monday 00:00."""
        if dated:
            return cls(datetime.fromtimestamp(queued_at, UTC), dated=True)
        return cls(MONDAY + timedelta(seconds=queued_at % WEEK_S))

    def floor(self, windows: Iterable[Window]) -> Callable[[float], int]:
        """Return a function: how many workers the windows want at a second of the trace."""
        clocks = [each if self.dated else replace(each, time_zone="UTC") for each in windows]
        return lambda second: minimum(clocks, self.at + timedelta(seconds=second))
