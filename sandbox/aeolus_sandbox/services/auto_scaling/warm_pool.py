"""A group's warm pool: how large it is, who is in it, and what each does next.

EC2 Auto Scaling User Guide, "Warm pools", "Use lifecycle hooks with a warm pool".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import islice

from .answers import ABANDONED, answers, held
from .group import Answer, Group, Member, State, Transition
from .health import complaint
from .step import Begin, Launch, Rest, Settle, Step, Terminate
from .zones import emptiest

SIZE = "a difference between desired and actual capacity of the warm pool"


def size(group: Group) -> int:
    """Return how many instances the pool is to have: what is prepared beyond desired capacity."""
    if group.pool is None:
        return 0
    prepared = group.max_size if group.pool.prepared is None else group.pool.prepared
    return max(prepared - group.desired, group.pool.min_size)


def ready(group: Group, now: float) -> list[Member]:
    """Return who can be taken into service, those of the group's present template first.

    One that is still being prepared cannot: what is needed then is launched past the pool.
    """
    resting = [
        each
        for each in _staying(group, now)
        if (each.state is State.WARMED_STOPPED and each.stopped)
        or (each.state is State.WARMED_RUNNING and each.alive)
    ]
    return sorted(resting, key=lambda each: (each.outdated, each.launched))


def moves(member: Member, group: Group, now: float) -> Iterator[Step]:
    """Yield the next step of an instance of the pool."""
    match member.state:
        case State.WARMED_PENDING if member.alive and not member.booting:
            hooks = group.hooks_of(Transition.LAUNCHING)
            # Without a hook it rests as soon as it runs, whatever it is doing.
            yield (
                held(member, State.WARMED_PENDING_WAIT, hooks)
                if hooks
                else Rest(member.instance_id)
            )
        case State.WARMED_PENDING_WAIT:
            said = answers(member, group, now)
            if Answer.ABANDON in said:
                yield Begin(member.instance_id, ABANDONED)
            elif None not in said:
                yield Rest(member.instance_id)
        case State.WARMED_PENDING_PROCEED:
            resting = group.pool.resting if group.pool else State.WARMED_STOPPED
            if member.stopped or (resting is State.WARMED_RUNNING and member.alive):
                yield Settle(member.instance_id, resting)
        case State.WARMED_TERMINATING:
            free = member.forced or member.gone
            hooks = () if free else group.hooks_of(Transition.TERMINATING)
            yield (
                held(member, State.WARMED_TERMINATING_WAIT, hooks)
                if hooks
                else Terminate(member.instance_id, "nothing holds it")
            )
        case State.WARMED_TERMINATING_WAIT:
            said = answers(member, group, now)
            if None not in said or Answer.ABANDON in said or member.gone or member.forced:
                yield Terminate(member.instance_id, "its lifecycle hooks are done")
        case _:
            pass


def upkeep(group: Group, drawn: Collection[Member], now: float) -> Iterator[Step]:
    """Yield launches into the pool, or who leaves it; who is `drawn` from it is in it no more."""
    there = [each for each in _staying(group, now) if each not in drawn]
    missing = size(group) - len(there)
    if missing > 0 and "Launch" not in group.suspended:
        for count, zone in enumerate(islice(emptiest(group, there), missing), len(there)):
            cause = (
                f"an instance was started in response to {SIZE}, increasing the warm pool "
                f"from {count} to {count + 1}"
            )
            yield Launch(zone, cause, warm=True)
    elif missing < 0 and "Terminate" not in group.suspended:
        first = sorted(there, key=lambda each: (not each.outdated, each.launched))
        for each in first[:-missing]:
            yield Begin(each.instance_id, f"an instance was taken out in response to {SIZE}")


def target(lifecycle_state: str, resting: State) -> str | None:
    """Return the steady state that one of a pool is on its way to; None for one of no pool."""
    if not lifecycle_state.startswith("Warmed:"):
        return None
    if "Terminating" in lifecycle_state:
        return "Warmed:Terminated"
    return resting.value


def _staying(group: Group, now: float) -> list[Member]:
    return [
        each
        for each in group.members
        if each.state.pooled
        and not each.state.leaving
        and each.order is None
        and complaint(each, group, now) is None
    ]
