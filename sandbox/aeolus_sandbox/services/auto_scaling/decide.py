"""What a group does next: one pure function from what it sees to steps with their reasons.

Rules: EC2 Auto Scaling User Guide, "instance lifecycle", "scale-in", "termination policies",
"suspend processes".
"""

from __future__ import annotations

from collections.abc import Iterator

from . import warm_pool
from .answers import ABANDONED, answers, held
from .group import Answer, Group, Member, State, Transition, counting
from .health import complaint
from .step import Admit as Admit
from .step import Begin as Begin
from .step import Draw as Draw
from .step import Hold as Hold
from .step import Launch as Launch
from .step import Step as Step
from .step import Terminate as Terminate
from .termination import leaving
from .zones import emptiest

# As the causes of activities say it.
DIFFERENCE = "a difference between desired and actual capacity"


def decide(group: Group, now: float) -> tuple[Step, ...]:
    """Return the steps to take now; none when the group is as it should be.

    Call it again after every change: a step is carried out once, and what follows from it is
    decided from what is seen then.
    """
    return (*_moves(group, now), *_replacements(group, now), *_capacity(group, now))


def _moves(group: Group, now: float) -> Iterator[Step]:
    """Yield the next step of every instance on its way in or out."""
    for member in group.members:
        match member.state:
            case State.PENDING if member.alive and not member.booting:
                hooks = group.hooks_of(Transition.LAUNCHING)
                yield (
                    held(member, State.PENDING_WAIT, hooks) if hooks else Admit(member.instance_id)
                )
            case State.PENDING_WAIT:
                yield from _arrival(member, group, now)
            case State.TERMINATING if not (member.draining and member.alive):
                hooks = group.hooks_of(Transition.TERMINATING) if member.alive else ()
                yield (
                    held(member, State.TERMINATING_WAIT, hooks)
                    if hooks
                    else Terminate(member.instance_id, "nothing holds it")
                )
            case State.TERMINATING_WAIT:
                said = answers(member, group, now)
                if None not in said or Answer.ABANDON in said or not member.alive:
                    yield Terminate(member.instance_id, "its lifecycle hooks are done")
            case state if state.pooled:
                yield from warm_pool.moves(member, group, now)
            case _:
                pass


def _arrival(member: Member, group: Group, now: float) -> Iterator[Step]:
    said = answers(member, group, now)
    if Answer.ABANDON in said:
        yield Begin(member.instance_id, ABANDONED)
    elif None not in said:
        yield Admit(member.instance_id)


def _replacements(group: Group, now: float) -> Iterator[Step]:
    """Yield the departure of each instance that is told to go, or not well."""
    kept = group.suspended & {"ReplaceUnhealthy", "Terminate"}
    for member in group.members:
        if member.order is not None and not member.state.leaving:
            yield Begin(member.instance_id, member.order)
        elif not kept and (cause := complaint(member, group, now)):
            yield Begin(member.instance_id, cause, ill=True)


def _capacity(group: Group, now: float) -> Iterator[Step]:
    well = [
        each
        for each in counting(group.members)
        if each.order is None and complaint(each, group, now) is None
    ]
    missing = group.desired + group.surge - len(well)
    drawn: list[Member] = []
    if missing > 0 and "Launch" not in group.suspended:
        drawn = warm_pool.ready(group, now)[:missing]
        yield from _launches(group, well, drawn, missing)
    elif missing < 0 and "Terminate" not in group.suspended:
        for count, member in enumerate(leaving(group, well, -missing, now), 1):
            cause = (
                f"an instance was taken out of service in response to {DIFFERENCE}, "
                f"shrinking the capacity from {len(well)} to {len(well) - count}"
            )
            yield Begin(member.instance_id, cause)
    yield from warm_pool.upkeep(group, drawn, now)


def _launches(
    group: Group, present: list[Member], drawn: list[Member], missing: int
) -> Iterator[Step]:
    """Yield what is taken out of the warm pool, then launches, each where there are the fewest."""
    zones = emptiest(group, [*present, *drawn])
    for count in range(missing):
        cause = (
            f"an instance was started in response to {DIFFERENCE}, increasing the capacity "
            f"from {len(present) + count} to {len(present) + count + 1}"
        )
        if count < len(drawn):
            yield Draw(drawn[count].instance_id, cause)
        else:
            yield Launch(next(zones), cause)
