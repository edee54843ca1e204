"""What holds a worker when it comes and when it leaves, until it says so itself."""

from __future__ import annotations

from cdktf import ITerraformDependable
from constructs import Construct

from .deployment import Deployment
from .iam import Statement
from .node_group import NodeGroup
from .node_rights import autoscaling_group_arn
from .providers import AutoscalingLifecycleHook
from .warm_pool import WarmPool

DRAIN_HOOK = "drain"
"""The lifecycle hook of each group of workers; names of hooks are a group's own."""


def drain_hook(scope: Construct, group: NodeGroup, heartbeat_seconds: int) -> ITerraformDependable:
    """Return the hook that holds a worker until it has ended its tasks."""
    return AutoscalingLifecycleHook(
        scope,
        "drain",
        name=DRAIN_HOOK,
        autoscaling_group_name=group.name,
        lifecycle_transition="autoscaling:EC2_INSTANCE_TERMINATING",
        heartbeat_timeout=heartbeat_seconds,
        # A worker that cannot say anything any more has nothing to keep it for.
        default_result="CONTINUE",
        depends_on=group.ready,
    )


def prepare_hook(scope: Construct, group: NodeGroup, pool: WarmPool) -> ITerraformDependable:
    """Return the hook that holds a worker until it is prepared.

    A group that is created has it from the beginning; this is for one that gets its pool later, and
    for a change.
    """
    first = pool.first_hook()
    return AutoscalingLifecycleHook(
        scope,
        "prepare",
        name=first.name,
        autoscaling_group_name=group.name,
        lifecycle_transition=first.lifecycle_transition,
        heartbeat_timeout=first.heartbeat_timeout,
        default_result=first.default_result,
        depends_on=group.ready,
    )


def own_lifecycle(deployment: Deployment, autoscaling_group_name: str) -> Statement:
    """A worker tells how it comes and leaves; the right goes no further down than the group."""
    return Statement(
        ["autoscaling:CompleteLifecycleAction", "autoscaling:RecordLifecycleActionHeartbeat"],
        [autoscaling_group_arn(deployment, autoscaling_group_name)],
    )
