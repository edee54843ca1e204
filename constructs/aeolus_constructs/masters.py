"""The nodes of api-server, scheduler, dag-processor, triggerer and Flower."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from cdktf import ITerraformDependable
from constructs import Construct

from aeolus_agent import ports
from aeolus_tags import ROLE_TAG

from .any_network import AnyNetwork
from .broker import Broker
from .deployment import Deployment
from .encryption_key import EncryptionKey
from .execution_entrance import ExecutionEntrance
from .iam import Statement
from .metastore import Metastore
from .node_group import NodeGroup
from .node_rights import autoscaling_group_arn
from .node_role import NodeRole
from .scheduler_failover import SchedulerFailover
from .secrets import Secrets
from .security_group import SecurityGroup
from .storage import Storage
from .telemetry import MASTER_LOGS
from .web_entrance import WebEntrance
from .worker_group import suffix_of

SUFFIX = "masters"


class Masters(Construct):
    """A fixed number of masters over all zones, behind both entrances.

    They read their secrets, DAGs and artefacts, write and read logs of tasks, and keep the
    scheduler's lease. They reach metastore, broker, the execution entrance as workers do, and each
    other's triggerer for logs. A refresh launches one new master, warms it up, and only then ends
    an old one.
    """

    aws_services = (
        NodeRole.aws_services
        | Secrets.aws_services
        | Storage.aws_services
        | SchedulerFailover.aws_services
        | frozenset({"ec2"})
    )

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
        web: WebEntrance,
        execution: ExecutionEntrance,
        scheduler: SchedulerFailover,
        count: int,
        instance_type: str,
        ami_id: str,
        volume_size: int,
        user_data: str | None = None,
        depends_on: Sequence[ITerraformDependable] = (),
        hibernated: bool = False,
    ) -> None:
        """Create `count` masters; `volume_size` is in GiB."""
        super().__init__(scope, id_)
        self.security_group = SecurityGroup(
            self,
            "security-group",
            deployment=deployment,
            vpc_id=network.vpc_id,
            suffix=SUFFIX,
            description="Masters",
        )
        self.security_group.allow_from(
            self.security_group, ports.TRIGGERER_LOG, "Logs of deferred tasks"
        )
        network.allow_out(self.security_group, "AWS and DAG sources")
        metastore.allow_from(self.security_group)
        broker.allow_from(self.security_group)
        web.allow_to(self.security_group)
        execution.allow_to(self.security_group)
        execution.allow_from(self.security_group)
        self.role = NodeRole(
            self,
            "role",
            deployment=deployment,
            suffix=SUFFIX,
            description="Masters",
            logs=MASTER_LOGS,
        )
        secrets.grant_read_master(self.role)
        storage.grant_node(self.role)
        scheduler.grant_node(self.role)
        self.role.grant("worker-groups", *_on_workers(deployment))
        group = NodeGroup(
            self,
            "group",
            deployment=deployment,
            encryption_key=encryption_key,
            role=self.role,
            security_group=self.security_group,
            subnet_ids=network.node_subnet_ids,
            ami_id=ami_id,
            instance_types=[instance_type],
            volume_size=volume_size,
            user_data=user_data,
            min_size=count,
            max_size=count,
            min_healthy_percentage=100,
            max_healthy_percentage=100 + ceil(100 / count),
            target_group_arns=[*web.target_group_arns, *execution.target_group_arns],
            tags={ROLE_TAG: "master"},
            depends_on=[
                *network.ready,
                *secrets.ready,
                *storage.ready,
                *metastore.ready,
                *broker.ready,
                *web.ready,
                *execution.ready,
                *scheduler.ready,
                *depends_on,
            ],
            hibernated=hibernated,
        )
        self.autoscaling_group_name = group.name
        self.ready: list[ITerraformDependable] = group.ready


def _on_workers(deployment: Deployment) -> tuple[Statement, ...]:
    """Whoever scales the workers looks at all there is, and moves worker groups alone."""
    # What describes has no resources (Service Authorization Reference, "Amazon EC2" and "Amazon
    # EC2 Auto Scaling").
    return (
        Statement(["autoscaling:DescribeAutoScalingGroups", "ec2:DescribeInstances"], ["*"]),
        Statement(
            [
                "autoscaling:SetDesiredCapacity",
                "autoscaling:SetInstanceProtection",
                "autoscaling:TerminateInstanceInAutoScalingGroup",
            ],
            [autoscaling_group_arn(deployment, deployment.name(suffix_of("*")))],
        ),
    )
