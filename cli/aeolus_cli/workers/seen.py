"""The workers of an environment: what AWS and Airflow say of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aeolus_cli.aws.auto_scaling import WARMED
from aeolus_cli.target import Target
from aeolus_config.model import WorkerGroupConfig
from aeolus_tags import ENVIRONMENT_TAG, GROUP_TAG, ROLE_TAG

ALIVE = ("pending", "running", "shutting-down", "stopping")
STOPPED = "stopped"
"""As those of a warm pool are."""
IN_SERVICE = "InService"


@dataclass(frozen=True)
class WorkerSeen:
    """A worker; `slots` is how many tasks it takes at a time.

    `state` is where it is in its life in its group (EC2 Auto Scaling User Guide, "Amazon EC2 Auto
    Scaling instance lifecycle"), or EC2's state of it where the group has let it go.
    """

    group: str
    instance: str
    zone: str
    launched: datetime
    state: str
    healthy: bool
    protected: bool
    spot: bool
    slots: int
    host: str
    """Its private name, by which Airflow knows it, with a domain or without."""

    @property
    def warm(self) -> bool:
        """Whether it waits in its group's warm pool, and takes no task."""
        return self.state.startswith(WARMED)

    def is_host(self, name: str) -> bool:
        """Tell whether a host of Airflow's is this worker."""
        return bool(name) and name.partition(".")[0] == self.host.partition(".")[0]

    def used(self, running: Iterable[str]) -> int:
        """Return how many of the hosts on which a task runs are this one."""
        return sum(map(self.is_host, running))


def workers_of(found: Target) -> list[WorkerSeen]:
    """Return the workers of a deployed environment, by group and age. Raises ClientError."""
    mine = {"Name": f"tag:{ENVIRONMENT_TAG}", "Values": [found.environment.name]}
    clients = found.clients
    return workers(clients.ec2, clients.autoscaling, mine, found.environment.workers)


def workers(
    ec2: Any,
    autoscaling: Any,
    environment_filter: Mapping[str, Any],
    groups: Mapping[str, WorkerGroupConfig],
) -> list[WorkerSeen]:
    """Return an environment's workers, those of warm pools too, by group and age.

    `ec2` and `autoscaling` are boto3's clients, `environment_filter` one of EC2's filters. Raises
    ClientError.
    """
    instances = list(instances_of(ec2, environment_filter, "worker", (*ALIVE, STOPPED)))
    lives = _lives(autoscaling, [each["InstanceId"] for each in instances])
    found = [_seen(each, lives, groups) for each in instances]
    return sorted(found, key=lambda each: (each.group, each.launched, each.instance))


def instances_of(
    ec2: Any, environment_filter: Mapping[str, Any], role: str, states: Sequence[str] = ALIVE
) -> Iterator[Mapping[str, Any]]:
    """Yield the instances of an environment that have a role, as EC2 describes them."""
    filters = [
        environment_filter,
        {"Name": f"tag:{ROLE_TAG}", "Values": [role]},
        {"Name": "instance-state-name", "Values": list(states)},
    ]
    for page in ec2.get_paginator("describe_instances").paginate(Filters=filters):
        for reservation in page["Reservations"]:
            yield from reservation["Instances"]


def _lives(autoscaling: Any, instances: list[str]) -> dict[str, Mapping[str, Any]]:
    if not instances:
        return {}
    pages = autoscaling.get_paginator("describe_auto_scaling_instances")
    return {
        each["InstanceId"]: each
        for page in pages.paginate()
        for each in page["AutoScalingInstances"]
        if each["InstanceId"] in instances
    }


def _seen(
    instance: Mapping[str, Any],
    lives: Mapping[str, Mapping[str, Any]],
    groups: Mapping[str, WorkerGroupConfig],
) -> WorkerSeen:
    tags = {each["Key"]: each["Value"] for each in instance["Tags"]}
    group, life = tags.get(GROUP_TAG, ""), lives.get(instance["InstanceId"], {})
    config = groups.get(group)
    return WorkerSeen(
        group,
        instance["InstanceId"],
        instance["Placement"]["AvailabilityZone"],
        instance["LaunchTime"],
        life.get("LifecycleState", instance["State"]["Name"]),
        life.get("HealthStatus", "").lower() == "healthy",
        bool(life.get("ProtectedFromScaleIn")),
        instance.get("InstanceLifecycle") == "spot",
        config.concurrency if config else 0,
        instance.get("PrivateDnsName", ""),
    )
