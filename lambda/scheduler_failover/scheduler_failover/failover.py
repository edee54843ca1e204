"""One invocation: look, decide, move the lease, and tell everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from aeolus_lease.record import Candidate, Lease, Mark
from aeolus_lease.store import ConflictError, LeaseStore, State
from aeolus_lease.timings import Timings

from .decide import Action, Cause, Decision, Standing, View, decide
from .replace import Group, decide_replacement


@dataclass(frozen=True)
class Report:
    """A master's word that something is due; `lapsed` is the state of the lease that has lapsed."""

    node: str
    lapsed: Mark | None = None


class World(Protocol):
    """What an invocation needs beside the lease."""

    async def sleep(self, seconds: float) -> None:
        """Return after this time on a monotonic clock."""

    async def ended(self, node: str) -> bool:
        """Tell whether an instance has ended or is ending, as EC2 has it."""

    def now(self) -> float:
        """Return the wall clock, for people."""

    async def tell(self, decision: Decision, lease: Lease | None) -> None:
        """Log, count and publish a decision; what fails there is logged alone."""

    async def group_of_masters(self) -> Group:
        """Return the masters' group; an empty one while it is not known."""

    async def stop(self, node: str) -> None:
        """Ask a master to stop its scheduler; what fails is logged alone."""

    async def retire(self, node: str) -> None:
        """Ask the masters' group to replace one; what fails is logged alone."""


async def fail_over(
    store: LeaseStore, world: World, timings: Timings, report: Report | None
) -> Decision:
    """Do what is due. May be invoked twice, late, in any order, and end at any line.

    Raises UnavailableError when the table does not answer.
    """
    view = await _look(store, world, timings, report)
    decision = decide(view)
    lease = view.lease
    if decision.action is Action.PROMOTE and decision.cause:
        moved = _next(lease, decision, world.now())
        mark = lease.mark if lease and not decision.cause.holds_when_renewed else None
        try:
            await store.move(lease, moved, mark=mark)
        except ConflictError:
            # Its holder renewed it, or another invocation was first: either is well.
            decision = Decision(Action.LEAVE, f"no more true: {decision.reason}")
        else:
            lease = moved
    await world.tell(decision, lease)
    # Who gave it back is about to end, or starts its scheduler anew.
    if lease is not view.lease and view.lease and decision.cause is Cause.LAPSED:
        failed = view.lease.holder
        await world.stop(failed)
        if (await world.group_of_masters()).can_spare(failed):
            await world.retire(failed)
    return decision


async def replace_dead(store: LeaseStore, world: World, timings: Timings) -> Decision:
    """Do what is due where each master schedules. May be invoked as `fail_over` may.

    Raises UnavailableError when the table does not answer.
    """
    before, waited = await store.candidates(), 0.0
    while True:
        await world.sleep(timings.lapsed)
        waited += timings.lapsed
        standing = _standing(await store.candidates(), before)
        decision = decide_replacement(await world.group_of_masters(), standing)
        if decision.action is not Action.REPLACE or waited >= timings.silent:
            break
    await world.tell(decision, None)
    if decision.action is Action.REPLACE:
        await world.retire(decision.node)
    return decision


def _next(lease: Lease | None, decision: Decision, now: float) -> Lease:
    epoch = lease.epoch + 1 if lease else 1
    return Lease(decision.node, epoch, reason=decision.reason, moved_at=now)


async def _look(store: LeaseStore, world: World, timings: Timings, report: Report | None) -> View:
    state, said = await store.read(), await store.candidates()
    lease = state.lease
    at_once = tuple(
        Standing(each, report is not None and each.node == report.node) for each in said
    )
    if lease is None:
        return View(None, at_once, control=state.control)
    found = View(
        lease,
        at_once,
        lapsed=report is not None and report.lapsed == lease.mark,
        gone=await world.ended(lease.holder),
        control=state.control,
    )
    if decide(found).action is Action.PROMOTE:
        return found
    # Nobody's word is enough: look at it for as long as a lease lasts.
    later = await _later(store, world, timings, state)
    if later.lease is None or later.lease.epoch != lease.epoch:
        return View(later.lease, (), control=later.control)
    return View(
        later.lease,
        _standing(await store.candidates(), said),
        lapsed=later.lease.mark == lease.mark,
        gone=found.gone,
        control=later.control,
    )


async def _later(store: LeaseStore, world: World, timings: Timings, state: State) -> State:
    """Return what is there once the lease was renewed, or could have lapsed.

    Where an operator wants another master, not before that one could have said how it is.
    """
    wished = state.control.wanted != ""
    least = timings.beat + 2 * timings.call if wished else 0.0
    waited, later = 0.0, state
    while waited < timings.lapsed and (later.lease == state.lease or waited < least):
        pause = min(timings.renew + timings.look, timings.lapsed - waited)
        await world.sleep(pause)
        waited += pause
        later = await store.read()
    return later


def _standing(said: Sequence[Candidate], before: Sequence[Candidate]) -> tuple[Standing, ...]:
    """Return the masters, those alive that have said something since `before`.

    Who was not there before has; so has who counts from one again, as an agent does that starts.
    """
    beats = {each.node: each.beat for each in before}
    return tuple(Standing(each, each.beat != beats.get(each.node)) for each in said)
