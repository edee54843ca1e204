"""The lease's table: conditional writes, each at one moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from aeolus_lease.record import Candidate, Control, Lease, Mark
from aeolus_lease.store import ConflictError, State


@dataclass
class Table:
    """What DynamoDB does, without the network before it.

    A move that is made for a lapse is checked: `ttl` must have passed, in true time.
    """

    violation: Callable[[str], None]
    now: Callable[[], float]
    ttl: float
    runs: Callable[[str], bool]
    lease: Lease | None = None
    control: Control = field(default_factory=Control)
    said: dict[str, Candidate] = field(default_factory=dict)
    moves: int = 0
    late: bool = False
    """What is done now was asked for long ago."""
    changed_at: float = 0.0
    paused_at: float = 0.0
    renewed: dict[int, float] = field(default_factory=dict)
    """When the lease of an epoch was renewed last."""

    def read(self) -> State:
        return State(self.lease, self.control)

    def renew(self, held: Lease) -> Lease:
        now = self._own(held)
        self._put(replace(now, counter=now.counter + 1))
        self.renewed[now.epoch] = self.now()
        assert self.lease is not None
        return self.lease

    def release(self, held: Lease) -> None:
        now = self._own(held)
        if self.runs(now.holder) and not self.late:
            self.violation(f"{now.holder} gave its lease back, and its scheduler runs")
        self._put(replace(now, released=True))

    def move(self, seen: Lease | None, to: Lease, mark: Mark | None) -> None:
        now = self.lease
        if (now is None) != (seen is None):
            raise ConflictError
        if now and seen and (now.epoch != seen.epoch or (mark and now.mark != mark)):
            raise ConflictError
        paused_s = self.now() - self.paused_at if self.control.paused else 0.0
        if now and not self.control.wanted and paused_s > 5 and not self.late:
            self.violation(f"{now.holder} lost its lease while failover was paused: {to.reason}")
        # One that was given back meanwhile may be moved for any reason.
        lapsed = "in time" in to.reason
        if now and not now.released and lapsed and self._age < self.ttl:
            self.violation(f"{now.holder} lost a lease that had been renewed {self._age:.3f} s ago")
        self.moves += 1
        self._put(to)

    def beat(self, candidate: Candidate) -> None:
        self.said[candidate.node] = candidate

    def candidates(self) -> tuple[Candidate, ...]:
        return tuple(self.said.values())

    @property
    def _age(self) -> float:
        return self.now() - self.changed_at

    def _own(self, held: Lease) -> Lease:
        now = self.lease
        if now is None or (now.holder, now.epoch) != (held.holder, held.epoch) or now.released:
            raise ConflictError
        return now

    def _put(self, lease: Lease) -> None:
        before = self.lease
        if before and lease.epoch < before.epoch:
            self.violation(f"the epoch went back from {before.epoch} to {lease.epoch}")
        if before and lease.epoch == before.epoch and lease.holder != before.holder:
            self.violation(f"epoch {lease.epoch} has two holders")
        self.lease, self.changed_at = lease, self.now()
