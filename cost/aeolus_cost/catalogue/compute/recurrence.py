"""When a cron expression is due, within four weeks that stand for every month."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from croniter import CroniterError, croniter

from aeolus_cost.catalogue.resource_type import NotPricedError

START = datetime(2026, 6, 1, tzinfo=UTC)
"""A Monday: four whole weeks from here hold every weekly pattern equally often, and no clock is
changed for summer in them."""
SPAN = timedelta(weeks=4)


@lru_cache(maxsize=256)
def due(recurrence: str, zone: str) -> tuple[datetime, ...]:
    """Return when the expression, in that time zone, is due from START for the SPAN.

    Raises NotPricedError for what is no expression or no time zone.
    """
    try:
        before = (START - timedelta(seconds=1)).astimezone(ZoneInfo(zone))
        times = croniter(recurrence, before)
        found = []
        while (when := times.get_next(datetime).astimezone(UTC)) < START + SPAN:
            found.append(when)
    except (CroniterError, KeyError, ValueError) as error:
        # A time zone that is not known is a KeyError, one that is no name a ValueError.
        raise NotPricedError(
            f"its schedule says recurrence {recurrence!r}, time zone {zone!r}: {error}"
        ) from None
    return tuple(found)
