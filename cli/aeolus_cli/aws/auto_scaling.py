"""Auto Scaling groups, by their tags."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_autoscaling import AutoScalingClient


def groups_with(autoscaling: AutoScalingClient, tags: Mapping[str, str]) -> list[Any]:
    """Return the groups that have all of these tags, as AWS describes them. Raises ClientError."""
    pages = autoscaling.get_paginator("describe_auto_scaling_groups").paginate(
        Filters=[{"Name": f"tag:{key}", "Values": [value]} for key, value in tags.items()]
    )
    return [group for page in pages for group in page["AutoScalingGroups"]]


def unprotect(autoscaling: AutoScalingClient, group: Any) -> None:
    """Let a group that AWS has described choose any of its instances when it gets smaller.

    Raises ClientError.
    """
    protected = [
        each["InstanceId"]
        for each in group["Instances"]
        if each["ProtectedFromScaleIn"] and each["LifecycleState"] == "InService"
    ]
    # As many as one call takes: "SetInstanceProtection", Amazon EC2 Auto Scaling API Reference
    for first in range(0, len(protected), 50):
        autoscaling.set_instance_protection(
            AutoScalingGroupName=group["AutoScalingGroupName"],
            InstanceIds=protected[first : first + 50],
            ProtectedFromScaleIn=False,
        )


def tags_of(group: Any) -> dict[str, str]:
    """Return the tags of a group that AWS has described."""
    return {each["Key"]: each["Value"] for each in group.get("Tags", ())}


WARMED = "Warmed:"
"""What the lifecycle states of a warm pool begin with (EC2 Auto Scaling User Guide, "Use lifecycle
hooks with a warm pool")."""


def in_warm_pools(autoscaling: AutoScalingClient) -> set[str]:
    """Return the instances that wait in a warm pool, whichever group's. Raises ClientError."""
    pages = autoscaling.get_paginator("describe_auto_scaling_instances").paginate()
    return {
        each["InstanceId"]
        for page in pages
        for each in page["AutoScalingInstances"]
        if each["LifecycleState"].startswith(WARMED)
    }
