"""When who does what, in seconds, and what must hold between these times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Timings:
    """Times of the lease.

    A master looks at the lease every `look`, renews it every `renew` if it holds it, and says how
    it is every `beat`. `call` is the longest that one call of an API may take, `stop`
    when a holder that could not renew begins to stop its scheduler, `kill` how long that may take
    until it is killed, `ttl` after which others take the lease for lapsed. A holder counts from
    before it sent its last renewal, others from when they saw it. A scheduler may take `start` to
    work; who has stood by for `prepare` gets one ready. Who knows of a free lease tells so every
    `again`, until it is not.

    `rate` is by how much a clock may run too fast or too slow: one second in a hundred. What Linux
    lets a clock be slewed by is a twentieth of that (adjtimex(2): 500 ppm).
    """

    look: float = 1.0
    renew: float = 2.0
    beat: float = 4.0
    call: float = 1.5
    stop: float = 6.0
    kill: float = 2.5
    ttl: float = 10.0
    start: float = 120.0
    prepare: float = 5.0
    again: float = 3.0
    rate: float = 0.01

    @property
    def lapsed(self) -> float:
        """How long an observer waits, its clock fast by as much as clocks may be."""
        return self.ttl / (1 - self.rate)

    @property
    def silent(self) -> float:
        """How long a master says nothing until it is replaced where others schedule, too.

        Nothing waits for it, and one that boots beside others may be slow to say its next word.
        """
        return 3 * self.lapsed

    @property
    def least_stop(self) -> float:
        """The least `stop`: a holder may fail to renew once."""
        return 2 * (self.renew + self.look)

    @property
    def least_ttl(self) -> float:
        """The least `ttl`: by then a holder's scheduler has ended, whatever its clock says.

        A machine that pauses for a moment has not failed: never below five seconds.
        """
        return max(5.0, (self.stop + self.kill) * (1 + self.rate) + self.look)


class Chosen(Protocol):
    """Those times that an environment may choose, in seconds."""

    @property
    def renew_seconds(self) -> float:
        """How often the holder renews."""

    @property
    def stop_seconds(self) -> float:
        """After how long without it stops its scheduler."""

    @property
    def ttl_seconds(self) -> float:
        """After how long without others take the lease for lapsed."""


def timings_of(chosen: Chosen) -> Timings:
    """Return the times that an environment asks for, with those that nobody need choose."""
    return Timings(renew=chosen.renew_seconds, stop=chosen.stop_seconds, ttl=chosen.ttl_seconds)
