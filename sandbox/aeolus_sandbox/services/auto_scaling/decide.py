"""What a group does next: one pure function from what it sees to steps with their reasons.

Rules: EC2 Auto Scaling User Guide, "instance lifecycle", "scale-in", "termination policies",
"suspend processes".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .group import Answer, Group, Hook, Member, State, Transition, Wait, counting
from .health import complaint
from .termination import leaving

# As the causes of activities say it.
DIFFERENCE = "a difference between desired and actual capacity"


@dataclass(frozen=True)
class Launch:
    """Start an instance in `zone`."""

    zone: str
    cause: str


@dataclass(frozen=True)
class Begin:
    """Let an instance begin to leave: out of its load balancers, into its hooks."""

    instance_id: str
    cause: str
    ill: bool = False
    """Whether it leaves because it is not well."""


@dataclass(frozen=True)
class Hold:
    """Let hooks hold an instance; each is told once."""

    instance_id: str
    state: State
    hooks: tuple[str, ...]


@dataclass(frozen=True)
class Admit:
    """Put an instance in service."""

    instance_id: str


@dataclass(frozen=True)
class Terminate:
    """End an instance."""

    instance_id: str
    cause: str


Step = Launch | Begin | Hold | Admit | Terminate


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
                    _held(member, State.PENDING_WAIT, hooks) if hooks else Admit(member.instance_id)
                )
            case State.PENDING_WAIT:
                yield from _arrival(member, group, now)
            case State.TERMINATING if not (member.draining and member.alive):
                hooks = group.hooks_of(Transition.TERMINATING) if member.alive else ()
                yield (
                    _held(member, State.TERMINATING_WAIT, hooks)
                    if hooks
                    else Terminate(member.instance_id, "nothing holds it")
                )
            case State.TERMINATING_WAIT:
                answers = _answers(member, group, now)
                if None not in answers or Answer.ABANDON in answers or not member.alive:
                    yield Terminate(member.instance_id, "its lifecycle hooks are done")
            case _:
                pass


def _arrival(member: Member, group: Group, now: float) -> Iterator[Step]:
    answers = _answers(member, group, now)
    if Answer.ABANDON in answers:
        yield Begin(member.instance_id, "a lifecycle hook abandoned the launch")
    elif None not in answers:
        yield Admit(member.instance_id)


def _held(member: Member, state: State, hooks: tuple[Hook, ...]) -> Hold:
    return Hold(member.instance_id, state, tuple(each.name for each in hooks))


def _answers(member: Member, group: Group, now: float) -> list[Answer | None]:
    """Return what each hook that holds the instance says; None while it waits."""
    hooks = {each.name: each for each in group.hooks}
    return [_answer(wait, hooks.get(wait.hook), now) for wait in member.waits]


def _answer(wait: Wait, hook: Hook | None, now: float) -> Answer | None:
    if wait.answer is not None:
        return wait.answer
    if hook is None:  # deleted meanwhile: it holds nothing any more
        return Answer.CONTINUE
    late = now - wait.heartbeat >= hook.heartbeat_timeout or now - wait.since >= hook.longest
    return hook.default_result if late else None


def _replacements(group: Group, now: float) -> Iterator[Step]:
    """Yield the departure of each instance that is told to go, or not well."""
    held = group.suspended & {"ReplaceUnhealthy", "Terminate"}
    for member in group.members:
        if member.order is not None and not member.state.leaving:
            yield Begin(member.instance_id, member.order)
        elif not held and (cause := complaint(member, group, now)):
            yield Begin(member.instance_id, cause, ill=True)


def _capacity(group: Group, now: float) -> Iterator[Step]:
    well = [
        each
        for each in counting(group.members)
        if each.order is None and complaint(each, group, now) is None
    ]
    wanted = group.desired + group.surge
    missing = wanted - len(well)
    if missing > 0 and "Launch" not in group.suspended:
        yield from _launches(group, well, missing)
    elif missing < 0 and "Terminate" not in group.suspended:
        for count, member in enumerate(leaving(group, well, -missing, now), 1):
            cause = (
                f"an instance was taken out of service in response to {DIFFERENCE}, "
                f"shrinking the capacity from {len(well)} to {len(well) - count}"
            )
            yield Begin(member.instance_id, cause)


def _launches(group: Group, present: list[Member], missing: int) -> Iterator[Launch]:
    """Yield launches, each in the zone that has the fewest."""
    each_zone = Counter({zone: 0 for zone in group.zones})
    each_zone.update(member.zone for member in present if member.zone in each_zone)
    for count in range(missing):
        zone = min(group.zones, key=lambda name: (each_zone[name], group.zones.index(name)))
        each_zone[zone] += 1
        cause = (
            f"an instance was started in response to {DIFFERENCE}, increasing the capacity "
            f"from {len(present) + count} to {len(present) + count + 1}"
        )
        yield Launch(zone, cause)
