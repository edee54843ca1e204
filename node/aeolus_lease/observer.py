"""Whether a lease has lapsed, as one sees who looks at it again and again."""

from __future__ import annotations

from dataclasses import dataclass, field

from .record import Mark


@dataclass
class Observer:
    """What was seen of the lease, on the monotonic clock of who looks."""

    _mark: Mark | None = field(default=None, init=False)
    _since: float = field(default=0.0, init=False)

    def see(self, mark: Mark, *, sent: float, received: float) -> float:
        """Take what a read, sent and received at these times, has shown.

        Returns for how long the lease has been so, at the least: from when the first read that
        showed it came back until this one was sent.
        """
        if mark != self._mark:
            self._mark, self._since = mark, received
        return max(0.0, sent - self._since)

    def forget(self) -> None:
        """Begin anew."""
        self._mark = None
