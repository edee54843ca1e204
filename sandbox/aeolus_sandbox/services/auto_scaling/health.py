"""Which instances of a group are not well, and why: by the group's health check type."""

from __future__ import annotations

from .group import Group, Member, State

_OUT = "an instance was taken out of service in response to"


def complaint(member: Member, group: Group, now: float) -> str | None:
    """Return why `member` must be replaced, as an activity's cause says it; None if it is well.

    An instance that is gone is replaced at once. What a health check says counts once the grace
    period after InService is over (EC2 Auto Scaling User Guide, "health check grace period").
    """
    if member.state.leaving or member.state is State.STANDBY:
        return None
    checked = "HealthCheck" not in group.suspended
    if member.state.pooled:
        return _in_pool(member, checked=checked)
    if checked and not member.alive:
        return f"{_OUT} an EC2 health check indicating it has been terminated or stopped"
    if member.marked_unhealthy and member.mark_at_once:
        return f"{_OUT} a user health-check"
    if member.in_service is None or now - member.in_service < group.grace_period:
        return None
    if member.marked_unhealthy:
        return f"{_OUT} a user health-check"
    if checked and member.impaired:
        return f"{_OUT} EC2 instance status checks failure"
    if checked and "ELB" in group.health_check_type and member.target_healthy is False:
        return f"{_OUT} an ELB system health check failure"
    return None


_AWAKE = (State.WARMED_PENDING, State.WARMED_PENDING_WAIT, State.WARMED_RUNNING)


def _in_pool(member: Member, *, checked: bool) -> str | None:
    """Return why one of the warm pool must be replaced: being stopped is no illness there."""
    if checked and (member.gone or (member.state in _AWAKE and not member.alive)):
        return f"{_OUT} an EC2 health check indicating it has been terminated or stopped"
    return f"{_OUT} a user health-check" if member.marked_unhealthy else None
