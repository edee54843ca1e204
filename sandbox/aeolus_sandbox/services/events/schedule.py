"""When a schedule is due (Amazon EventBridge User Guide, "Schedule expressions reference")."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from croniter import croniter
from croniter.croniter import CroniterError

from aeolus_sandbox.errors import SandboxError

_RATE = re.compile(r"rate\(\s*(\d+)\s+(minute|hour|day)s?\s*\)")
_CRON = re.compile(r"cron\(\s*(.*?)\s*\)")
_FIELDS = 6


def next_time(expression: str, after: datetime) -> datetime | None:
    """Return the first moment after another, in UTC, at which a schedule is due; None if never.

    Raises SandboxError when it is no schedule, or one that cannot be worked out here.
    """
    if rate := _RATE.fullmatch(expression):
        return after + int(rate[1]) * timedelta(**{f"{rate[2]}s": 1})
    if cron := _CRON.fullmatch(expression):
        return _next(expression, cron[1].split(), after)
    raise SandboxError(f"{expression} is no schedule: take rate(5 minutes) or cron(0 12 * * ? *)")


def _next(expression: str, fields: list[str], after: datetime) -> datetime | None:
    if len(fields) != _FIELDS:
        raise SandboxError(f"{expression} has {len(fields)} fields: {_FIELDS} are needed")
    minute, hour, day, month, weekday, year = (field.replace("?", "*") for field in fields)
    if "W" in day:
        raise SandboxError(f"{expression}: W does not run here: name the day")
    # The fields of croniter(7): seconds come behind the days of the week.
    text = f"{minute} {hour} {day} {month} {_weekday(weekday)} 0 {year}"
    try:
        return croniter(text, after, max_years_between_matches=10).get_next(datetime)
    except CroniterError as error:
        if "failed to find next date" in str(error):
            return None
        raise SandboxError(f"{expression} is no schedule: {error}") from error


def _weekday(field: str) -> str:
    """Return a field of days of the week: AWS counts from Sunday 1, cron from Sunday 0."""

    def shifted(match: re.Match[str]) -> str:
        return f"{int(match[0]) - 1}"

    # What follows `#` is which one of the month, and `/` how many days apart.
    counted = re.sub(r"(?<![#/\d])\d", shifted, field)
    return re.sub(r"(\d)L", r"L\1", counted)
