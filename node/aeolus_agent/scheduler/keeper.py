"""Keeps the lease: what one master does, look by look, to schedule when it should and no longer.

Nothing here waits for long but the calls of its ports, each of which ends within `Timings.call`;
`guard` looks at the time meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from aeolus_lease.observer import Observer
from aeolus_lease.record import Lease, Mark
from aeolus_lease.store import ConflictError, LeaseStore, State, UnavailableError
from aeolus_lease.timings import Timings

from .herald import Herald
from .ports import Daemon, Failover, Fence, FencedError, Fitness, Work

REST_S = 60.0
"""For how long a master that gave the lease back does not ask for it."""


@dataclass
class Keeper:
    """One master's part. `clock` is monotonic, `wall` for people, both in seconds."""

    node: str
    zone: str
    store: LeaseStore
    fence: Fence
    daemon: Daemon
    failover: Failover
    timings: Timings
    clock: Callable[[], float]
    wall: Callable[[], float]
    epoch: int = field(default=0, init=False)
    """Of the scheduler that runs here; 0 while none may."""
    deadline: float = field(default=0.0, init=False)
    """When it must end, unless the lease is renewed before."""
    _herald: Herald = field(init=False)
    _observer: Observer = field(default_factory=Observer, init=False)
    _renew_at: float = field(default=0.0, init=False)
    _report_at: float = field(default=0.0, init=False)
    _guarded: int = field(default=0, init=False)
    """How often `guard` has stopped a scheduler: what was seen of it before counts no more."""
    _rests_until: float = field(default=0.0, init=False)
    _prepare_at: float = field(default=0.0, init=False)
    """When a scheduler is to be started that waits until it may begin."""

    def __post_init__(self) -> None:
        """Let it speak for itself."""
        self._herald = Herald(self.node, self.zone, self.store, self.timings, self.clock, self.wall)
        self._prepare_at = self.clock() + self.timings.prepare

    async def look(self) -> str:
        """Do what is due, and return a sentence that says how it is."""
        guarded = self._guarded
        work = await self.daemon.work()
        fitness = await self._fitness()
        try:
            await self._herald.say(fitness)
            sent = self.clock()
            state = await self.store.read()
            if self._guarded != guarded:
                return "its scheduler was stopped while it looked: it looks again"
            lease = state.lease
            if lease is not None and lease.holder == self.node and not lease.released:
                return await self._hold(lease, work, fitness)
            return await self._stand_by(state, work, sent)
        except UnavailableError as error:
            held = f"; its scheduler of epoch {self.epoch} runs on for now" if self.epoch else ""
            return f"the lease cannot be seen: {error}{held}"

    async def guard(self) -> str:
        """Stop the scheduler when its time is over, whatever `look` waits for."""
        if not self.epoch or self.clock() < self.deadline:
            return ""
        epoch = self.epoch
        self._guarded += 1
        await self._stop()
        return f"stopped the scheduler of epoch {epoch}: the lease could not be renewed in time"

    async def leave(self) -> str:
        """Hand over before this agent ends, so that others need not wait for the lease."""
        await self._stop()
        try:
            lease = (await self.store.read()).lease
            if lease is None or lease.holder != self.node or lease.released:
                return "leaves, and holds no lease"
            await self._herald.say(Fitness(False, "it is being stopped"))
            await self.store.release(lease)
        except (UnavailableError, ConflictError) as error:
            return f"leaves without giving its lease back: {error}"
        return f"leaves, and gives the lease of epoch {lease.epoch} back"

    async def _fitness(self) -> Fitness:
        if self.clock() < self._rests_until:
            return Fitness(False, "its scheduler did not do its work a moment ago")
        return await self.fence.fit()

    async def _hold(self, lease: Lease, work: Work, fitness: Fitness) -> str:
        self._observer.forget()
        if self.epoch != lease.epoch or not work.running:
            return await self._take(lease, fitness)
        if not fitness.fit:
            return f"does not renew the lease of epoch {lease.epoch}: {fitness.reason}"
        if not work.well and not work.starting:
            return await self._give_back(lease, work.reason)
        if self.clock() >= self._renew_at:
            try:
                await self._renew(lease)
            except ConflictError:
                await self._stop()
                return f"lost the lease of epoch {lease.epoch}"
        return f"schedules in epoch {lease.epoch}"

    async def _renew(self, lease: Lease) -> None:
        # Before it is sent: when it is received, others' time has begun already.
        sent = self.clock()
        await self.store.renew(lease)
        self.deadline, self._renew_at = sent + self.timings.stop, sent + self.timings.renew
        await self.daemon.allow(self.deadline)

    async def _take(self, lease: Lease, fitness: Fitness) -> str:
        """Begin to schedule in a lease that is this master's."""
        await self._stop()
        if not fitness.fit:
            return f"holds the lease of epoch {lease.epoch} and cannot use it: {fitness.reason}"
        try:
            await self.fence.raise_to(lease.epoch)
        except FencedError as error:
            return f"the lease of epoch {lease.epoch} is of the past: {error}"
        except UnavailableError as error:
            return f"holds the lease of epoch {lease.epoch} and cannot use it: {error}"
        try:
            # Others may have seen the lease long before this master did.
            await self._renew(lease)
        except ConflictError:
            return f"lost the lease of epoch {lease.epoch} before it could schedule"
        self.epoch = lease.epoch
        await self.daemon.start()
        return (
            f"starts its scheduler in epoch {lease.epoch}: {lease.reason or 'it holds the lease'}"
        )

    async def _give_back(self, lease: Lease, reason: str) -> str:
        self._rests_until = self.clock() + REST_S
        await self._stop()
        try:
            await self.store.release(lease)
        except ConflictError:
            return f"lost the lease of epoch {lease.epoch}"
        return f"gives the lease of epoch {lease.epoch} back: {reason}"

    async def _stand_by(self, state: State, work: Work, sent: float) -> str:
        await self._stop()
        await self._prepare(work)
        lease, control = state.lease, state.control
        if lease is None:
            return await self._report("nobody holds the lease yet")
        unchanged = self._observer.see(lease.mark, sent=sent, received=self.clock())
        if control.wanted == self.node and control.wanted_epoch == lease.epoch:
            return await self._report(f"{control.by or 'an operator'} wants this master")
        if lease.released:
            return await self._report(f"{lease.holder} gave the lease back")
        if unchanged >= self.timings.lapsed:
            return await self._report(f"{lease.holder} has not renewed its lease", lease.mark)
        return f"stands by: {lease.holder} holds the lease of epoch {lease.epoch}"

    async def _report(self, what: str, lapsed: Mark | None = None) -> str:
        if self.clock() < self._report_at:
            return f"{what}; scheduler_failover was told"
        self._report_at = self.clock() + self.timings.again
        try:
            await self.failover.report(lapsed)
        except UnavailableError as error:
            return f"{what}, and scheduler_failover cannot be told: {error}"
        return f"{what}: tells scheduler_failover"

    async def _prepare(self, work: Work) -> None:
        """Let a scheduler get ready that begins when it may."""
        if self.clock() >= self._prepare_at and not work.running:
            # Not by what the last one was allowed, which may not be over.
            await self.daemon.allow(0.0)
            await self.daemon.prepare()

    async def _stop(self) -> None:
        if self.epoch:
            self.epoch = 0
            self._prepare_at = self.clock() + self.timings.prepare
            await self.daemon.stop()
