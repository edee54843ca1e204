"""The worker groups of an environment, as EC2 and Auto Scaling have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aeolus_scaling.rule import Limits
from aeolus_tags import (
    CONCURRENCY_TAG,
    COOLDOWN_TAG,
    ENVIRONMENT_TAG,
    GROUP_TAG,
    HOLD_TAG,
    QUEUES_SEPARATOR,
    QUEUES_TAG,
    ROLE_TAG,
    SCHEDULE_TAG,
)

IN_SERVICE = "InService"
_AT_ONCE = 50
"""Instances in one `SetInstanceProtection` (Amazon EC2 Auto Scaling API Reference)."""
_TAGS = {GROUP_TAG, QUEUES_TAG, CONCURRENCY_TAG, COOLDOWN_TAG}


@dataclass(frozen=True)
class Worker:
    """A worker in service: its instance, since when, and the host that Airflow knows it by.

    `protected` says whether its group may not choose it when it gets smaller.
    """

    instance: str
    launched: float
    host: str
    protected: bool = False


@dataclass(frozen=True)
class Group:
    """A group: what it serves, may be, is to have, and its workers in service, the oldest first.

    `schedule` and `hold` are those tags' texts, empty where it has none.
    """

    name: str
    label: str
    queues: tuple[str, ...]
    limits: Limits
    desired: int
    workers: tuple[Worker, ...]
    schedule: str = ""
    hold: str = ""


@dataclass(frozen=True)
class Groups:
    """The groups of an environment; `autoscaling` and `ec2` are boto3's clients."""

    autoscaling: Any
    ec2: Any
    environment: str

    def listed(self) -> list[Group]:
        """Return the groups by name, but for those that do not say yet how they are scaled.

        Raises ClientError and BotoCoreError.
        """
        filters = [
            {"Name": f"tag:{ENVIRONMENT_TAG}", "Values": [self.environment]},
            {"Name": f"tag:{ROLE_TAG}", "Values": ["worker"]},
        ]
        hosts = dict(self._hosts(filters))
        pages = self.autoscaling.get_paginator("describe_auto_scaling_groups")
        groups = [
            each for page in pages.paginate(Filters=filters) for each in page["AutoScalingGroups"]
        ]
        found = (_group(each, hosts) for each in groups)
        return sorted(filter(None, found), key=lambda each: each.name)

    def grow(self, name: str, desired: int) -> None:
        """Let a group have more workers, at once. Raises ClientError and BotoCoreError."""
        self.autoscaling.set_desired_capacity(
            AutoScalingGroupName=name, DesiredCapacity=desired, HonorCooldown=False
        )

    def send_away(self, instance: str) -> None:
        """Let a group have one worker less, this one; its hook lets it end what it has."""
        self.autoscaling.terminate_instance_in_auto_scaling_group(
            InstanceId=instance, ShouldDecrementDesiredCapacity=True
        )

    def protect(self, name: str, instances: Sequence[str], *, protected: bool) -> None:
        """Let a group choose these workers no more when it gets smaller, or let it again."""
        for first in range(0, len(instances), _AT_ONCE):
            self.autoscaling.set_instance_protection(
                AutoScalingGroupName=name,
                InstanceIds=instances[first : first + _AT_ONCE],
                ProtectedFromScaleIn=protected,
            )

    def _hosts(self, filters: list[dict[str, Any]]) -> Iterator[tuple[str, tuple[float, str]]]:
        running = {"Name": "instance-state-name", "Values": ["running"]}
        pages = self.ec2.get_paginator("describe_instances").paginate(Filters=[*filters, running])
        for page in pages:
            for reservation in page["Reservations"]:
                for each in reservation["Instances"]:
                    host = each.get("PrivateDnsName", "").partition(".")[0]
                    yield each["InstanceId"], (each["LaunchTime"].timestamp(), host)


def _group(listed: Mapping[str, Any], hosts: Mapping[str, tuple[float, str]]) -> Group | None:
    tags = {each["Key"]: each["Value"] for each in listed["Tags"]}
    if not _TAGS <= tags.keys():
        return None  # a deploy of an earlier version's group is on its way
    workers = [
        Worker(
            each["InstanceId"], *hosts[each["InstanceId"]], protected=each["ProtectedFromScaleIn"]
        )
        for each in listed["Instances"]
        if each["LifecycleState"] == IN_SERVICE and each["InstanceId"] in hosts
    ]
    return Group(
        name=listed["AutoScalingGroupName"],
        label=tags[GROUP_TAG],
        queues=tuple(tags[QUEUES_TAG].split(QUEUES_SEPARATOR)),
        limits=Limits(
            minimum=listed["MinSize"],
            maximum=listed["MaxSize"],
            concurrency=int(tags[CONCURRENCY_TAG]),
            cooldown_seconds=float(tags[COOLDOWN_TAG]),
        ),
        desired=listed["DesiredCapacity"],
        workers=tuple(sorted(workers, key=lambda each: (each.launched, each.instance))),
        schedule=tags.get(SCHEDULE_TAG, ""),
        hold=tags.get(HOLD_TAG, ""),
    )
