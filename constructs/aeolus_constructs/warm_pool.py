"""Instances that a group keeps prepared beside those in service."""

from __future__ import annotations

from dataclasses import dataclass

from .providers import (
    AutoscalingGroupInitialLifecycleHook,
    AutoscalingGroupWarmPool,
    AutoscalingGroupWarmPoolInstanceReusePolicy,
)

PREPARE_HOOK = "prepare"
"""The lifecycle hook that holds an instance until it is prepared; names are a group's own."""

SHORTEST_HEARTBEAT_SECONDS, LONGEST_HEARTBEAT_SECONDS = 30, 7200
"""Of a lifecycle hook (Amazon EC2 Auto Scaling API Reference, PutLifecycleHook)."""


@dataclass(frozen=True)
class WarmPool:
    """A pool of instances in `pool_state`; sizes are PutWarmPool's, boot times are in seconds."""

    min_size: int
    max_group_prepared_capacity: int
    pool_state: str
    boot_seconds: int

    def block(self) -> AutoscalingGroupWarmPool:
        """Return the group's block.

        An instance that has worked does not come back: the next one to leave the pool has run
        nobody's task, and begins on a disk that none has written to.
        """
        return AutoscalingGroupWarmPool(
            pool_state=self.pool_state,
            min_size=self.min_size,
            max_group_prepared_capacity=self.max_group_prepared_capacity,
            instance_reuse_policy=AutoscalingGroupWarmPoolInstanceReusePolicy(
                reuse_on_scale_in=False
            ),
        )

    def first_hook(self) -> AutoscalingGroupInitialLifecycleHook:
        """Return the hook for the group's creation, before an instance is launched."""
        return AutoscalingGroupInitialLifecycleHook(
            name=PREPARE_HOOK,
            lifecycle_transition="autoscaling:EC2_INSTANCE_LAUNCHING",
            heartbeat_timeout=self.heartbeat_seconds,
            # One that waits for others would not be prepared by being replaced: it goes on, in
            # service or when it is started, where it was.
            default_result="CONTINUE",
        )

    @property
    def heartbeat_seconds(self) -> int:
        """How long the hook waits: what a boot is given, as far as a hook may."""
        return min(max(self.boot_seconds, SHORTEST_HEARTBEAT_SECONDS), LONGEST_HEARTBEAT_SECONDS)
