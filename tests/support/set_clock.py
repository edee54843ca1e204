"""A clock that a test sets."""

from __future__ import annotations

from datetime import UTC, datetime


class Clock:
    """Tells the time that it is set to."""

    now = datetime(2026, 11, 23, 12, 0, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return that time."""
        return self.now
