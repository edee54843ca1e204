"""Instances of a warm pool, as moto has them: let to rest, and taken into service."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.scaling import Record

from .group import State
from .notices import FROM_POOL, IN, INTO_POOL, OUT, OUT_OF_POOL, Route

WARMED = "Warmed:"
"""What the lifecycle states of a warm pool begin with."""


def pooled(state: Any) -> bool:
    """Tell whether an instance of moto's group is in its warm pool."""
    return bool(state.lifecycle_state.startswith(WARMED))


def rest(state: Any, moto: Any) -> None:
    """Let one that is prepared stop, unless its pool leaves it running."""
    state.lifecycle_state = State.WARMED_PENDING_PROCEED.value
    pool = moto.warm_pool
    if pool is None or f"{WARMED}{pool.pool_state}" == State.WARMED_STOPPED:
        moto.ec2_backend.stop_instances([state.instance.id])


def draw(state: Any, moto: Any) -> None:
    """Set one that rests on its way into service, and start it if it is stopped."""
    state.lifecycle_state = State.PENDING.value
    if state.instance.state == "stopped":
        moto.ec2_backend.start_instances([state.instance.id])


def route(state: Any, record: Record) -> Route:
    """Return where an instance comes from and goes to, as events have it."""
    leaving = "Terminating" in state.lifecycle_state
    if pooled(state):
        return OUT_OF_POOL if leaving else INTO_POOL
    if leaving:
        return OUT
    return FROM_POOL if record.warmed else IN
