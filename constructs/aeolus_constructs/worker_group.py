"""A group of Celery workers that serves its own queues."""

from __future__ import annotations

from collections.abc import Sequence

from cdktf import ITerraformDependable
from constructs import Construct

from aeolus_agent import ports
from aeolus_scaling.schedule import Described, written
from aeolus_tags import (
    CONCURRENCY_TAG,
    COOLDOWN_TAG,
    GROUP_TAG,
    QUEUES_SEPARATOR,
    QUEUES_TAG,
    ROLE_TAG,
    SCHEDULE_TAG,
)

from .any_network import AnyNetwork
from .broker import Broker
from .deployment import Deployment
from .encryption_key import EncryptionKey
from .execution_entrance import ExecutionEntrance
from .lifecycle_hooks import drain_hook, own_lifecycle, prepare_hook
from .metastore import Metastore
from .node_group import WAIT_FOR_CAPACITY, NodeGroup
from .node_role import NodeRole
from .secrets import Secrets
from .security_group import SecurityGroup
from .storage import Storage
from .telemetry import WORKER_LOGS
from .warm_pool import WarmPool


def suffix_of(group_name: str) -> str:
    """Return what names of a group's resources end in.

    No environment's name has an underscore, so that no other name comes out the same.
    """
    return f"worker_{group_name}"


class WorkerGroup(Construct):
    """Workers over zones, under a role of their own that knows nothing of the masters'.

    They read their four secrets, DAGs and artefacts, write logs of tasks, and may do what
    `policy_arns` allow, which is for the tasks. They reach the broker, the execution entrance and
    on the metastore their result backend; nobody reaches them but who asks for logs.

    A worker that is to end, whoever says so, is held by a lifecycle hook until it has ended its
    tasks and says so itself. Zones are not rebalanced, as that ends workers at work. A refresh
    replaces a tenth at a time and never goes beyond `max_size`, which the metastore's connections
    are counted for.
    """

    aws_services = NodeRole.aws_services | Secrets.aws_services | Storage.aws_services

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        encryption_key: EncryptionKey,
        network: AnyNetwork,
        secrets: Secrets,
        storage: Storage,
        metastore: Metastore,
        broker: Broker,
        execution: ExecutionEntrance,
        group_name: str,
        instance_types: Sequence[str],
        min_size: int,
        max_size: int,
        spot_percentage: int,
        on_demand_base_capacity: int,
        queues: Sequence[str],
        concurrency: int,
        scale_in_cooldown_seconds: int,
        schedules: Sequence[Described],
        policy_arns: Sequence[str],
        subnet_ids: Sequence[str],
        drain_heartbeat_seconds: int,
        ami_id: str,
        volume_size: int,
        warm_pool: WarmPool | None = None,
        user_data: str | None = None,
        depends_on: Sequence[ITerraformDependable] = (),
        hibernated: bool = False,
    ) -> None:
        """Create the group `group_name`; `volume_size` is in GiB.

        `instance_types` are alternatives, the preferred first; `spot_percentage` is the share of
        Spot above `on_demand_base_capacity` workers. A deploy does not wait for Spot, which may
        not be had for hours. Tags tell whoever scales the group its queues, tasks at a time,
        for how long less must be needed before a worker leaves, and when there are to be more than
        `min_size`. One that leaves is held for a hundred heartbeats, and one that says nothing for
        one, of `drain_heartbeat_seconds`. With a `warm_pool`, for which none may
        be Spot, another hook holds one that comes until it is prepared.
        """
        super().__init__(scope, id_)
        suffix = suffix_of(group_name)
        self.security_group = SecurityGroup(
            self,
            "security-group",
            deployment=deployment,
            vpc_id=network.vpc_id,
            suffix=suffix,
            description=f"Workers of group {group_name}",
        )
        network.allow_out(self.security_group, "AWS and what tasks call")
        metastore.allow_from(self.security_group)
        broker.allow_from(self.security_group)
        execution.allow_from(self.security_group)
        self.role = NodeRole(
            self,
            "role",
            deployment=deployment,
            suffix=suffix,
            description=f"Workers of group {group_name}",
            logs=WORKER_LOGS,
            policy_arns=policy_arns,
        )
        self.role.grant("own-departure", own_lifecycle(deployment, deployment.name(suffix)))
        secrets.grant_read_worker(self.role)
        storage.grant_node(self.role)
        group = NodeGroup(
            self,
            "group",
            deployment=deployment,
            encryption_key=encryption_key,
            role=self.role,
            security_group=self.security_group,
            subnet_ids=subnet_ids,
            ami_id=ami_id,
            instance_types=instance_types,
            volume_size=volume_size,
            user_data=user_data,
            min_size=min_size,
            max_size=max_size,
            min_healthy_percentage=90,
            max_healthy_percentage=100,
            spot_percentage=spot_percentage,
            on_demand_base_capacity=on_demand_base_capacity,
            warm_pool=warm_pool,
            suspended_processes=["AZRebalance"],
            wait_for_capacity_timeout="0" if spot_percentage else WAIT_FOR_CAPACITY,
            tags={
                ROLE_TAG: "worker",
                GROUP_TAG: group_name,
                QUEUES_TAG: QUEUES_SEPARATOR.join(queues),
                CONCURRENCY_TAG: str(concurrency),
            },
            group_tags={
                COOLDOWN_TAG: str(scale_in_cooldown_seconds),
                **({SCHEDULE_TAG: written(schedules)} if schedules else {}),
            },
            depends_on=[
                *network.ready,
                *secrets.ready,
                *storage.ready,
                *metastore.ready,
                *broker.ready,
                *execution.ready,
                *depends_on,
            ],
            hibernated=hibernated,
        )
        self.autoscaling_group_name = group.name
        hooks = [drain_hook(self, group, drain_heartbeat_seconds)]
        if warm_pool:
            hooks.append(prepare_hook(self, group, warm_pool))
        self.ready: list[ITerraformDependable] = [*group.ready, *hooks]

    def allow_from(self, peer: SecurityGroup) -> None:
        """Let `peer` fetch the logs of running tasks."""
        self.security_group.allow_from(peer, ports.WORKER_LOG, "Logs of running tasks")
