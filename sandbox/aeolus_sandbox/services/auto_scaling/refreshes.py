"""Carries an instance refresh forward: its orders, and what its record says of it."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.scaling import Book, Refresh

from .group import Group
from .refresh import Refreshing, plan


def applied(group: Group, moto: Any, book: Book, now: float) -> Group:
    """Return the group with the orders and the surge of its refresh, if one goes on."""
    refresh = book.refresh(group.name)
    if refresh is None or "InstanceRefresh" in group.suspended:
        return group
    made = plan(group, _refreshing(refresh, moto), now)
    if refresh.total is None:
        refresh.total = max(made.left, 1)
    if refresh.status == "Pending":
        refresh.status = "InProgress"
    refresh.to_update = made.left
    refresh.percentage = max(refresh.percentage, 100 - 100 * made.left // refresh.total)
    if made.left == 0:
        refresh.status = "Cancelled" if refresh.status == "Cancelling" else "Successful"
        refresh.ended = now
    return made.group


def _refreshing(refresh: Refresh, moto: Any) -> Refreshing:
    told = refresh.preferences
    warmup = told.get("InstanceWarmup")
    if warmup is None:
        warmup = getattr(moto, "default_instance_warmup", None)
    if warmup is None:
        warmup = moto.health_check_grace_period or 0
    return Refreshing(
        started=refresh.started,
        min_healthy=int(told.get("MinHealthyPercentage") or _of(moto, "Min", 90)),
        max_healthy=int(told.get("MaxHealthyPercentage") or _of(moto, "Max", 100)),
        warmup=float(warmup),
        skip_matching=str(told.get("SkipMatching", False)).lower() == "true",
        protected=told.get("ScaleInProtectedInstances") or "Wait",
        ending=refresh.status == "Cancelling",
    )


def _of(moto: Any, end: str, otherwise: int) -> int:
    policy = getattr(moto, "instance_maintenance_policy", None) or {}
    return int(policy.get(f"{end}HealthyPercentage") or otherwise)
