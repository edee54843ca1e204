"""Which schedules are due: each anew once it has fired."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.services.events.schedule import next_time

Key = tuple[str, str]
"""The ARN of a schedule, and its expression: changed, it is another one."""


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


@dataclass
class Due:
    """The next moment of each schedule; `say` is told of those that cannot be worked out."""

    now: Callable[[], datetime]
    say: Callable[..., None]
    _next: dict[Key, datetime | None] = field(default_factory=dict)

    @property
    def period_s(self) -> float | None:
        """Until the next one is due; where there is none, nothing is waited for."""
        coming = [due for due in self._next.values() if due]
        if not coming:
            return None
        return max(0.0, (min(coming) - self.now()).total_seconds())

    def over(self, there: Mapping[Key, Any]) -> Iterator[tuple[Any, datetime]]:
        """Yield what is due of all that is there, and when it was; forget what is not there."""
        now = self.now()
        self._next = {key: due for key, due in self._next.items() if key in there}
        for key, one in there.items():
            due = self._next.get(key)
            if due and due <= now:
                yield one, due
            if key not in self._next or (due and due <= now):
                self._next[key] = self._following(key, now)

    def _following(self, key: Key, now: datetime) -> datetime | None:
        arn, expression = key
        try:
            return next_time(expression, now)
        except SandboxError as error:
            self.say("not run", schedule=arn.rpartition("/")[2], reason=str(error))
            return None
