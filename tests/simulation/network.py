"""Calls that take time, fail before or after they have had their effect, or go nowhere."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from aeolus_lease.store import UnavailableError

from .engine import pause

T = TypeVar("T")


class Place(StrEnum):
    """What masters and the Lambda call."""

    TABLE = "table"
    DATABASE = "database"
    LAMBDA = "lambda"


@dataclass
class Network:
    """Whom of whom can be reached, and how often a call goes wrong: 0 never, 1 always."""

    random: random.Random
    limit_s: float
    later: Callable[[float, Callable[[], object]], None]
    cut: set[tuple[str, Place]] = field(default_factory=set)
    down: set[Place] = field(default_factory=set)
    trouble: dict[Place, float] = field(default_factory=dict)
    slow: dict[Place, float] = field(default_factory=dict)
    """How often an answer is nearly too late."""
    asking: dict[str, Callable[[], None]] = field(default_factory=dict)
    """What befalls one who calls the table next, before the call has left."""
    troubles: int = 0

    def reaches(self, who: str, place: Place) -> bool:
        """Tell whether a packet of `who` comes there at this moment."""
        return (who, place) not in self.cut and place not in self.down

    def ails(self, who: str) -> bool:
        """Tell whether calls of `who` to the table may fail."""
        return not self.reaches(who, Place.TABLE) or Place.TABLE in self.trouble

    async def call(self, who: str, place: Place, effect: Callable[[], T]) -> T:
        """Return what `effect` does when the call comes to its place.

        Raises UnavailableError when it does not, or when the answer does not come back.
        """
        if place is Place.TABLE and who in self.asking:
            self.asking.pop(who)()
        there, back = self._latencies(place)
        await pause(there)
        wrong = self.random.random() < self.trouble.get(place, 0.0)
        late = wrong and self.random.random() < 0.5
        if wrong and self.random.random() < 0.2:
            # Sent, given up by who waits, and delivered all the same, long after.
            self.troubles += 1
            self.later(self.random.uniform(self.limit_s, 40), effect)
            await pause(self.limit_s)
            raise UnavailableError(f"{place} has not answered")
        if not self.reaches(who, place) or (wrong and not late):
            self.troubles += wrong
            # A throttled call is refused at once, a lost one at its limit.
            await pause(self.random.choice((0.01, self.limit_s)))
            raise UnavailableError(f"{place} does not answer")
        result = effect()
        await pause(back)
        if late or not self.reaches(who, place):
            self.troubles += 1
            await pause(self.limit_s)
            raise UnavailableError(f"{place} has not answered")
        return result

    def _latencies(self, place: Place) -> tuple[float, float]:
        """Return how long both ways take; one that is slow, nearly too long."""
        if self.random.random() >= self.slow.get(place, 0.01):
            return 0.01, 0.01
        slow = self.random.uniform(0.3, 0.95) * self.limit_s
        return self.random.choice(((slow, 0.01), (0.01, slow)))
