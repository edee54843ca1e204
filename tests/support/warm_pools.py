"""A group with a warm pool, in an account of moto's in this process."""

from __future__ import annotations

from typing import Any

from .scaling import WEB, Scaling

HOOK: dict[str, Any] = {
    "LifecycleHookName": "prepare",
    "LifecycleTransition": "autoscaling:EC2_INSTANCE_LAUNCHING",
    "HeartbeatTimeout": 60,
    "DefaultResult": "CONTINUE",
}
DRAIN: dict[str, Any] = {
    "LifecycleHookName": "drain",
    "LifecycleTransition": "autoscaling:EC2_INSTANCE_TERMINATING",
    "HeartbeatTimeout": 60,
    "DefaultResult": "CONTINUE",
}


def pooled(region: Scaling, size: int = 1, desired: int = 0, **more: Any) -> None:
    """Create a group with a pool of a size that does not change, and let it settle."""
    region.create(desired, **more)
    region.autoscaling.put_warm_pool(**WEB, MinSize=size, MaxGroupPreparedCapacity=size)
    region.settle()


def ready(region: Scaling) -> None:
    """Complete every launch that a hook holds."""
    held = {**region.states(), **region.pool()}
    for instance in [name for name, state in held.items() if state.endswith("Pending:Wait")]:
        region.autoscaling.complete_lifecycle_action(
            **WEB,
            LifecycleHookName="prepare",
            LifecycleActionResult="CONTINUE",
            InstanceId=instance,
        )
    region.settle()


def want(region: Scaling, desired: int) -> None:
    """Let the group have so many instances in service."""
    region.autoscaling.set_desired_capacity(**WEB, DesiredCapacity=desired)
    region.settle()
