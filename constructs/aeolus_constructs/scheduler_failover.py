"""The scheduler's lease, the Lambda that moves it, and all that invokes that."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from cdktf import ITerraformDependable
from constructs import Construct

import aeolus_lease
from aeolus_config.names import Limit
from aeolus_lease.timings import Timings

from .alarm_topic import AlarmTopic
from .deployment import Deployment
from .encryption_key import EncryptionKey
from .failover_events import FailoverEvents
from .iam import Role, Statement
from .lambda_function import LambdaFunction
from .lease_table import LeaseTable
from .node_rights import autoscaling_group_arn, within_environment
from .telemetry import metric_namespace

FUNCTION = "scheduler_failover"
SHARED = Path(aeolus_lease.__file__).parent
"""What masters know of the lease, too."""
MEMORY_SIZE = 256
SPARE_SECONDS = 30
"""Of a time-out, for all that an invocation does beside looking at lease and masters."""


class SchedulerFailover(Construct):
    """The lease's table, and the Lambda `scheduler_failover`, the only one that moves the lease.

    Invoked by a master that sees a free lease, when a machine of the masters' group ends, by the
    alarm on the scheduler's heartbeat, and each minute. All of these but a master's word only mean:
    have a look.
    """

    aws_services = frozenset({"lambda"})

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        encryption_key: EncryptionKey,
        topic: AlarmTopic,
        timings: Timings,
        mode: str,
        autoscaling_group: str,
        log_retention_in_days: int,
        deletion_protection: bool,
        reserved_concurrent_executions: int | None = None,
        hibernated: bool = False,
    ) -> None:
        """Create it; `autoscaling_group` is the name of the masters' group, `mode` how they run."""
        super().__init__(scope, id_)
        self._deployment = deployment
        self.table = LeaseTable(
            self, "lease", deployment=deployment, deletion_protection=deletion_protection
        )
        self.function = LambdaFunction(
            self,
            "function",
            deployment=deployment,
            encryption_key=encryption_key,
            function=FUNCTION,
            description="Gives the scheduler's lease to another master when its holder fails",
            timeout=round(timings.silent + SPARE_SECONDS),
            memory_size=MEMORY_SIZE,
            log_retention_in_days=log_retention_in_days,
            environment={
                "ENVIRONMENT": deployment.environment,
                "GROUP": autoscaling_group,
                "METRIC_NAMESPACE": self.metric_namespace,
                "MODE": mode,
                "TABLE": self.table.name,
                "TIMINGS": json.dumps(asdict(timings)),
                "TOPIC": topic.arn,
            },
            reserved_concurrent_executions=reserved_concurrent_executions,
            shared=[SHARED],
        )
        self.table.grant_function(self.function.role)
        self.function.role.grant("masters", *_on_masters(deployment, autoscaling_group))
        self.function.role.grant("tell", *_telling(deployment, topic, encryption_key))
        invocations = FailoverEvents(
            self,
            "events",
            deployment=deployment,
            function=self.function,
            autoscaling_group=autoscaling_group,
            hibernated=hibernated,
        )
        self.ready: list[ITerraformDependable] = [
            *self.function.ready,
            *topic.ready,
            *self.table.ready,
            *invocations.ready,
        ]

    @property
    def name(self) -> str:
        """The function's name, known before it is there."""
        return self._deployment.name(FUNCTION.replace("_", "-"), Limit.LAMBDA_FUNCTION)

    @property
    def log_group(self) -> str:
        """The log group of its decisions."""
        return self.function.log_group_name

    @property
    def metric_namespace(self) -> str:
        """The namespace of its metrics."""
        return metric_namespace(self._deployment)

    @property
    def alarm_action(self) -> str:
        """What an alarm names to invoke the function."""
        return self.function.function_arn

    def grant_node(self, role: Role) -> None:
        """Let a master keep the lease, and tell the function that it is free."""
        self.table.grant_node(role)
        role.grant(
            "report-lease", Statement(["lambda:InvokeFunction"], [self.function.function_arn])
        )


def _on_masters(deployment: Deployment, group: str) -> tuple[Statement, ...]:
    # What describes has no resources (Service Authorization Reference, "Amazon EC2" and "Amazon
    # EC2 Auto Scaling").
    return (
        Statement(
            [
                "autoscaling:DescribeAutoScalingGroups",
                "ec2:DescribeInstances",
            ],
            ["*"],
        ),
        Statement(
            ["ssm:SendCommand"],
            [f"arn:{deployment.partition}:ssm:{deployment.region}::document/AWS-RunShellScript"],
        ),
        within_environment(deployment, ["ssm:SendCommand"], [deployment.arn("ec2", "instance/*")]),
        Statement(
            ["autoscaling:SetInstanceHealth"],
            [autoscaling_group_arn(deployment, group)],
        ),
    )


def _telling(
    deployment: Deployment, topic: AlarmTopic, key: EncryptionKey
) -> tuple[Statement, ...]:
    return (
        Statement(["sns:Publish"], [topic.arn]),
        Statement(
            ["kms:Decrypt", "kms:GenerateDataKey"],
            [key.arn],
            conditions={
                "StringEquals": {"kms:ViaService": f"sns.{deployment.region}.amazonaws.com"}
            },
        ),
    )
