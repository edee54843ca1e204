"""Carries out scheduled actions.

EC2 Auto Scaling User Guide, "Scheduled scaling for Amazon EC2 Auto Scaling".
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from croniter import croniter


def carry_out(backend: Any, now: float) -> None:
    """Apply those of moto's scheduled actions whose time has come; the last of them is past."""
    for action in list(backend.scheduled_actions.values()):
        due = getattr(action, "due", None)
        if due is None:
            due = action.due = following(action, now)
        if due is None or now < due:
            continue
        _apply(action, backend)
        action.due = following(action, now)
        if action.due is None:
            backend.scheduled_actions.pop(action.scheduled_action_name, None)


def following(action: Any, now: float) -> float | None:
    """Return when an action is due next, in seconds since 1970; None for never again."""
    begin, end = _moment(action.start_time), _moment(action.end_time)
    if not action.recurrence:
        due = begin if begin is not None and begin > now else None
    else:
        zone = ZoneInfo(action.time_zone or "UTC")
        since = datetime.fromtimestamp(max(now, begin or now), zone)
        due = croniter(action.recurrence, since).get_next(float)
    return None if due is None or (end is not None and due > end) else due


def _apply(action: Any, backend: Any) -> None:
    group = backend.autoscaling_groups.get(action.auto_scaling_group_name)
    if group is None or "ScheduledActions" in group._suspended_processes:
        return
    if action.min_size is not None:
        group.min_size = action.min_size
    if action.max_size is not None:
        group.max_size = action.max_size
    desired = action.desired_capacity
    if desired is None:
        desired = group.desired_capacity
    group.set_desired_capacity(max(group.min_size, min(desired, group.max_size)))


def _moment(given: Any) -> float | None:
    if not given:
        return None
    moment = given if isinstance(given, datetime) else datetime.fromisoformat(str(given))
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
