"""A hold: an operator's word that a group keeps so many workers until a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Hold:
    """At least so many workers until a moment, which knows its time zone."""

    workers: int
    until: datetime

    @property
    def end(self) -> str:
        """Until when, for people: `2026-12-01 18:00+01:00`."""
        return self.until.isoformat(" ", "minutes")

    def __str__(self) -> str:
        """Return it as a tag has it: `4 2026-12-01T18:00:00+01:00`."""
        return f"{self.workers} {self.until.isoformat(timespec='seconds')}"


def hold_of(text: str) -> Hold:
    """Return the hold that a tag tells. Raises ValueError for any other text."""
    workers, _, until = text.partition(" ")
    try:
        found = Hold(int(workers), datetime.fromisoformat(until))
    except ValueError:
        raise ValueError(f"{text!r} is no hold, such as '4 2026-12-01T18:00:00+01:00'") from None
    if found.workers < 0 or found.until.tzinfo is None:
        raise ValueError(f"{text!r} holds fewer than none, or until a time of no zone")
    return found
