"""How rights go no further than an environment, or one group of its nodes."""

from __future__ import annotations

from collections.abc import Sequence

from aeolus_tags import ENVIRONMENT_TAG

from .deployment import Deployment
from .iam import Statement


def within_environment(
    deployment: Deployment, actions: Sequence[str], resources: Sequence[str]
) -> Statement:
    """Allow `actions` on those of `resources` that carry the environment's tag.

    For nodes and their network interfaces, whose ids nobody knows before they are there.
    """
    return Statement(
        actions,
        resources,
        conditions={"StringEquals": {f"aws:ResourceTag/{ENVIRONMENT_TAG}": deployment.environment}},
    )


def autoscaling_group_arn(deployment: Deployment, name: str) -> str:
    """Return the ARN of a group by its name; AWS puts a UUID into it."""
    return deployment.arn("autoscaling", f"autoScalingGroup:*:autoScalingGroupName/{name}")
