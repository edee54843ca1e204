"""The groups of workers of prod, as Auto Scaling has them."""

from __future__ import annotations

from typing import Any

from .cluster import NAME, Cluster
from .machines import until


def full_name(group: str) -> str:
    """Return what Auto Scaling calls a group of workers."""
    return f"aeolus-{NAME}-worker_{group}"


def seen(cluster: Cluster, group: str) -> dict[str, Any]:
    """Return what Auto Scaling says of a group."""
    answer = cluster.region.client("autoscaling").describe_auto_scaling_groups(
        AutoScalingGroupNames=[full_name(group)]
    )
    found: dict[str, Any] = answer["AutoScalingGroups"][0]
    return found


def instances(cluster: Cluster, group: str) -> list[str]:
    """Return the instances that a group has, those that leave too."""
    return [each["InstanceId"] for each in seen(cluster, group)["Instances"]]


def in_service(cluster: Cluster, group: str) -> list[str]:
    """Return the instances of a group that are in service."""
    return [
        each["InstanceId"]
        for each in seen(cluster, group)["Instances"]
        if each["LifecycleState"] == "InService"
    ]


def bound(cluster: Cluster, group: str, least: int, most: int) -> None:
    """Let a group have so many workers at least, and so many at most."""
    cluster.region.client("autoscaling").update_auto_scaling_group(
        AutoScalingGroupName=full_name(group), MinSize=least, MaxSize=most
    )


def only_worker(cluster: Cluster, group: str) -> str:
    """Return the worker of a group that is in service, once there is one alone."""
    found: list[str] = []

    def one_alone() -> bool:
        found[:] = in_service(cluster, group)
        return len(found) == 1

    until(one_alone, f"group {group} has one worker")
    return found[0]


def pool(cluster: Cluster, group: str) -> dict[str, str]:
    """Return the lifecycle state of each instance of a group's warm pool."""
    autoscaling = cluster.region.client("autoscaling")
    found = autoscaling.describe_warm_pool(AutoScalingGroupName=full_name(group))["Instances"]
    return {each["InstanceId"]: each["LifecycleState"] for each in found}
