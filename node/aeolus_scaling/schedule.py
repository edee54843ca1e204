"""Windows of the week in which a group has so many workers at least.

They go by the clock on the wall of their time zone, whatever daylight saving does to it: an hour
that comes twice is in a window twice, and one that there is not is in none. KEDA's cron scaler is
such a floor, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = f"({'|'.join(DAYS)})"
TIME = r"([01]\d|2[0-3]):[0-5]\d"
"""Patterns of a day, and of a time of it."""

SEPARATOR = " / "
"""Between two windows: a tag's value has neither comma nor semicolon."""
_WINDOW = re.compile(
    rf"(?P<days>{DAY}(-{DAY})?) (?P<start>{TIME})-(?P<end>{TIME}) (?P<time_zone>\S+) (?P<least>\d+)"
)


class Described(Protocol):
    """A window, as whoever configures it has it."""

    @property
    def days(self) -> str:
        """One day or a range, such as `sat`, `mon-fri` or `sat-mon`."""

    @property
    def start(self) -> str:
        """A time of day, such as `08:00`."""

    @property
    def end(self) -> str:
        """A time of the same day; of the next one where it is not after `start`."""

    @property
    def time_zone(self) -> str:
        """IANA's name of it."""

    @property
    def min_size(self) -> int:
        """Workers at least."""


@dataclass(frozen=True)
class Window:
    """A window that is `Described`: at least `min_size` workers, each of its days."""

    days: str
    start: str
    end: str
    time_zone: str
    min_size: int

    def holds(self, moment: datetime) -> bool:
        """Tell whether a moment, which knows its time zone, is within."""
        local = moment.astimezone(zone(self.time_zone))
        clock, today = f"{local:%H:%M}", local.weekday()
        if self.start < self.end:
            return self._begins(today) and self.start <= clock < self.end
        begun = self._begins(today) and clock >= self.start
        return begun or (self._begins(today - 1) and clock < self.end)

    def _begins(self, weekday: int) -> bool:
        """Tell whether it begins on a day of the week, counted from Monday."""
        first, _, last = self.days.partition("-")
        begin = DAYS.index(first)
        length = DAYS.index(last or first) - begin
        return (weekday - begin) % 7 <= length % 7


def minimum(windows: Iterable[Window], moment: datetime) -> int:
    """Return how many workers there are to be at a moment: the most that a window wants, or 0."""
    return max((each.min_size for each in windows if each.holds(moment)), default=0)


def written(windows: Iterable[Described]) -> str:
    """Return windows as a tag has them: `mon-fri 08:00-18:00 Europe/Berlin 2 / …`."""
    return SEPARATOR.join(
        f"{each.days} {each.start}-{each.end} {each.time_zone} {each.min_size}" for each in windows
    )


def parsed(text: str) -> tuple[Window, ...]:
    """Return the windows that `written` wrote. Raises ValueError for any other text."""
    return tuple(map(_parsed, text.split(SEPARATOR))) if text else ()


def _parsed(text: str) -> Window:
    found = _WINDOW.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no window, such as 'mon-fri 08:00-18:00 Europe/Berlin 2'")
    zone(found["time_zone"])
    return Window(
        found["days"], found["start"], found["end"], found["time_zone"], int(found["least"])
    )


def zone(name: str) -> ZoneInfo:
    """Return a time zone by IANA's name. Raises ValueError for what is none on this machine."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        # Not known; no name; a folder of names, such as Europe.
        raise ValueError(f"{name!r} is no time zone of IANA's") from None
