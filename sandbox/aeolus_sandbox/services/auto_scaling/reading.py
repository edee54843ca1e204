"""Reads a group and its instances from moto, and from what has been observed of them."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.patches.autoscaling_capacity import whole_instances
from aeolus_sandbox.api.scaling import Book, Record

from . import targets, templates
from .group import Answer, Group, Hook, Member, Pool, State, Transition, Wait


def group(moto: Any, book: Book, now: float) -> Group:
    """Return moto's group as it is at this moment, in seconds since 1970."""
    hooks = moto.autoscaling_backend.describe_lifecycle_hooks(moto.name)
    current = templates.current(moto)
    return Group(
        name=moto.name,
        min_size=moto.min_size,
        max_size=moto.max_size,
        desired=whole_instances(moto),
        zones=tuple(dict.fromkeys(moto.availability_zones)),
        members=tuple(_member(state, moto, book, current, now) for state in moto.instance_states),
        hooks=tuple(_hook(each) for each in hooks),
        health_check_type=moto.health_check_type,
        grace_period=float(moto.health_check_grace_period or 0),
        suspended=frozenset(each["ProcessName"] for each in moto.suspended_processes),
        termination_policies=tuple(moto.termination_policies),
        pool=pool(moto),
    )


def resting(moto: Any) -> State:
    """Return the state that instances of the group's warm pool come to."""
    found = pool(moto)
    return found.resting if found else State.WARMED_STOPPED


def pool(moto: Any) -> Pool | None:
    """Return the warm pool of moto's group; one that is deleted has no need of anybody."""
    told = moto.warm_pool
    if told is None or getattr(told, "status", None):
        return None
    return Pool(told.min_size, told.max_group_prepared_capacity, State(f"Warmed:{told.pool_state}"))


def _hook(hook: Any) -> Hook:
    return Hook(
        hook.name,
        Transition(hook.lifecycle_transition),
        float(hook.heartbeat_timeout),
        Answer(hook.default_result),
    )


def _member(state: Any, moto: Any, book: Book, current: dict[str, str], now: float) -> Member:
    instance, record = state.instance, book.record(state.instance.id)
    if state.lifecycle_state == State.IN_SERVICE and record.in_service is None:
        record.in_service = now
    return Member(
        instance_id=instance.id,
        zone=state.availability_zone,
        state=State.TERMINATED if record.ended else State(state.lifecycle_state),
        launched=record.launched,
        in_service=record.in_service,
        alive=instance.state in ("pending", "running"),
        booting=instance.state == "pending",
        stopped=instance.state == "stopped",
        gone=instance.state in ("shutting-down", "terminated"),
        impaired=instance.id in observations.impaired,
        target_healthy=targets.healthy(moto, instance.id),
        target_awaited=targets.awaited(moto, instance.id),
        marked_unhealthy=state.health_status == "Unhealthy",
        mark_at_once=record.mark_at_once,
        order=record.order,
        draining=targets.draining(moto, instance.id, record.draining, now),
        protected=bool(state.protected_from_scale_in),
        outdated=bool(record.launched_from) and record.launched_from != current,
        waits=_waits(record),
        forced=record.forced,
    )


def _waits(record: Record) -> tuple[Wait, ...]:
    return tuple(
        Wait(
            action.hook,
            action.since,
            action.heartbeat,
            Answer(action.answer) if action.answer else None,
        )
        for action in record.actions
    )
