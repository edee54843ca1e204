"""The role of a node, with the rights that every node has."""

from __future__ import annotations

from collections.abc import Sequence

from constructs import Construct

from .deployment import Deployment
from .iam import Role, Statement
from .node_rights import autoscaling_group_arn
from .telemetry import log_group_name, metric_namespace


class NodeRole(Role):
    """A role for EC2 instances: Systems Manager, its own logs and metrics, its own health.

    Systems Manager replaces SSH. What its agent needs for sessions and commands is granted here,
    as `AmazonSSMManagedInstanceCore` would let every task read all of the account's parameters
    (Systems Manager User Guide, "Configure instance permissions required for Systems Manager").
    Log groups are not the node's to create: they exist with key and retention.
    """

    aws_services = frozenset(
        {"autoscaling", "ec2messages", "logs", "monitoring", "ssm", "ssmmessages"}
    )

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        suffix: str,
        description: str,
        logs: Sequence[str],
        policy_arns: Sequence[str] = (),
    ) -> None:
        """Create role and instance profile for the `NodeGroup` of the same `suffix`.

        `logs` are names of `telemetry`; `policy_arns` are attached as they are.
        """
        super().__init__(
            scope,
            id_,
            deployment=deployment,
            suffix=suffix,
            service="ec2.amazonaws.com",
            description=description,
        )
        self.profile = self.instance_profile()
        self.grant("systems-manager", *_systems_manager(deployment))
        self.grant("telemetry", *_telemetry(deployment, logs))
        self.grant("own-health", _own_health(deployment, deployment.name(suffix)))
        for index, policy_arn in enumerate(policy_arns):
            self.attach(f"policy-{index}", policy_arn)


def _systems_manager(deployment: Deployment) -> tuple[Statement, ...]:
    # The message services have no resources (Service Authorization Reference, "Amazon Session
    # Manager Message Gateway Service" and "Amazon Message Delivery Service").
    return (
        Statement(["ssm:UpdateInstanceInformation"], [deployment.arn("ec2", "instance/*")]),
        Statement(
            [
                "ssmmessages:CreateControlChannel",
                "ssmmessages:CreateDataChannel",
                "ssmmessages:OpenControlChannel",
                "ssmmessages:OpenDataChannel",
                "ec2messages:AcknowledgeMessage",
                "ec2messages:DeleteMessage",
                "ec2messages:FailMessage",
                "ec2messages:GetEndpoint",
                "ec2messages:GetMessages",
                "ec2messages:SendReply",
            ],
            ["*"],
        ),
    )


def _telemetry(deployment: Deployment, logs: Sequence[str]) -> tuple[Statement, ...]:
    groups = [
        deployment.arn("logs", f"log-group:{log_group_name(deployment, log)}:*") for log in logs
    ]
    return (
        Statement(["logs:CreateLogStream", "logs:PutLogEvents"], groups),
        # Metrics have no resources, only the namespace (Service Authorization Reference,
        # "Amazon CloudWatch").
        Statement(
            ["cloudwatch:PutMetricData"],
            ["*"],
            conditions={"StringEquals": {"cloudwatch:namespace": metric_namespace(deployment)}},
        ),
    )


def _own_health(deployment: Deployment, autoscaling_group_name: str) -> Statement:
    """A node's watchdog may give its node up; the right goes no further down than the group."""
    group = autoscaling_group_arn(deployment, autoscaling_group_name)
    return Statement(["autoscaling:SetInstanceHealth"], [group])
