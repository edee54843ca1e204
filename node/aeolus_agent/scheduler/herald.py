"""Says how a master is, to whoever may let it schedule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from aeolus_lease.record import Candidate
from aeolus_lease.store import LeaseStore
from aeolus_lease.timings import Timings

from .ports import Fitness


@dataclass
class Herald:
    """One master's. `clock` is monotonic, `wall` for people, both in seconds."""

    node: str
    zone: str
    store: LeaseStore
    timings: Timings
    clock: Callable[[], float]
    wall: Callable[[], float]
    _beat: int = field(default=0, init=False)
    _said: Fitness | None = field(default=None, init=False)
    _say_at: float = field(default=0.0, init=False)

    async def say(self, fitness: Fitness) -> None:
        """Say it if it is new, or was said a while ago. Raises UnavailableError."""
        if fitness == self._said and self.clock() < self._say_at:
            return
        # Counted before it is sent: what times out may have been written.
        self._beat += 1
        await self.store.beat(
            Candidate(self.node, self._beat, fitness.fit, fitness.reason, self.zone, self.wall())
        )
        self._said = fitness
        self._say_at = self.clock() + self.timings.beat
