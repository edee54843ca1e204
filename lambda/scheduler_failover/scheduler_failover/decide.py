"""Who is to schedule: what is known of the masters in, a decision with its reason out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from aeolus_lease.record import Candidate, Control, Lease


class Action(StrEnum):
    """What a decision asks for."""

    LEAVE = "leave"
    """Nothing is due."""
    PROMOTE = "promote"
    """Give the lease to `Decision.node`."""
    REPLACE = "replace"
    """Let the group replace `Decision.node`, which is dead."""
    ALARM = "alarm"
    """The lease is nobody's, and there is nobody to give it to."""
    REFUSE = "refuse"
    """An operator wants what cannot be."""


class Cause(StrEnum):
    """Why the lease is given away."""

    FIRST = "first"
    WISH = "wish"
    GONE = "gone"
    RELEASED = "released"
    LAPSED = "lapsed"

    @property
    def holds_when_renewed(self) -> bool:
        """Whether it still holds if the lease was renewed meanwhile.

        An instance that has ended renews nothing, and who is to hand over renews till then.
        """
        return self in (Cause.WISH, Cause.GONE)


@dataclass(frozen=True)
class Standing:
    """A master that says something of itself; `alive` if it was seen to say it just now."""

    said: Candidate
    alive: bool

    @property
    def node(self) -> str:
        """Its instance id."""
        return self.said.node

    @property
    def fit(self) -> bool:
        """Whether it could schedule at once."""
        return self.alive and self.said.healthy


@dataclass(frozen=True)
class View:
    """What is known.

    `lapsed`: the lease was not renewed for its time, on somebody's monotonic clock. `gone`: EC2
    says that the holder's instance has ended or is ending.
    """

    lease: Lease | None
    masters: tuple[Standing, ...]
    lapsed: bool = False
    gone: bool = False
    control: Control = field(default_factory=Control)


@dataclass(frozen=True)
class Decision:
    """What to do, and a sentence that says why; whom to promote, and for what cause."""

    action: Action
    reason: str
    node: str = ""
    cause: Cause | None = None


def decide(view: View) -> Decision:
    """Return what is to be done."""
    lease, control = view.lease, view.control
    if lease is None and not view.masters:
        return Decision(Action.LEAVE, "no master has come up yet")
    if lease is None:
        return _promoted(view, Cause.FIRST, "no master has been active yet")
    if control.wanted and control.wanted_epoch == lease.epoch and control.wanted != lease.holder:
        return _wanted(view)
    if view.gone:
        cause, why = Cause.GONE, f"the instance of {lease.holder} has ended"
    elif lease.released:
        cause, why = Cause.RELEASED, f"{lease.holder} gave the lease back"
    elif view.lapsed:
        cause, why = Cause.LAPSED, f"{lease.holder} did not renew its lease in time"
    else:
        return Decision(Action.LEAVE, f"{lease.holder} holds the lease and renews it")
    if control.paused:
        return Decision(Action.LEAVE, f"{why}, but automatic failover is paused")
    return _promoted(view, cause, why)


def _promoted(view: View, cause: Cause, why: str) -> Decision:
    holder = view.lease.holder if view.lease else ""
    able = [each for each in view.masters if each.fit and not (view.gone and each.node == holder)]
    # Who held it last comes last: that it lost the lease says something of it.
    best = min(able, key=lambda each: (each.node == holder, each.node), default=None)
    if best:
        return Decision(Action.PROMOTE, f"{why}: {best.node} is healthy", best.node, cause)
    others = [each for each in view.masters if each.node != holder]
    silent = [each for each in others if not each.alive]
    parts = [_unfit(each) for each in others if each.alive]
    # Those that were replaced long ago are among them: their names would only fill the line.
    parts += [f"{len(silent)} say nothing"] if len(silent) > 1 else map(_unfit, silent)
    said = "; ".join(parts) or "there is no other master"
    return Decision(Action.ALARM, f"{why}, and nobody can take over: {said}")


def _wanted(view: View) -> Decision:
    control = view.control
    by = f"{control.by or 'an operator'} wants {control.wanted}"
    found = next((each for each in view.masters if each.node == control.wanted), None)
    if found is None:
        return Decision(Action.REFUSE, f"{by}, which is no master here")
    if not found.fit:
        return Decision(Action.REFUSE, f"{by}, but {_unfit(found)}")
    return Decision(Action.PROMOTE, f"{by}, which is healthy", found.node, Cause.WISH)


def _unfit(standing: Standing) -> str:
    if not standing.alive:
        return f"{standing.node} says nothing"
    return f"{standing.node} is not healthy" + (
        f" ({standing.said.reason})" if standing.said.reason else ""
    )
