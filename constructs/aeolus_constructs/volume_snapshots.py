"""Copies of a volume, made every night by AWS and not by who uses the volume."""

from __future__ import annotations

from cdktf import ITerraformDependable
from constructs import Construct

from aeolus_tags import ENVIRONMENT_TAG

from .deployment import Deployment
from .iam import Role, Statement
from .node_rights import within_environment
from .providers import (
    DlmLifecyclePolicy,
    DlmLifecyclePolicyPolicyDetails,
    DlmLifecyclePolicyPolicyDetailsSchedule,
    DlmLifecyclePolicyPolicyDetailsScheduleCreateRule,
    DlmLifecyclePolicyPolicyDetailsScheduleRetainRule,
)

KEPT = 7
"""Snapshots, each with what changed since the one before."""
AT = "03:00"
"""UTC; Data Lifecycle Manager begins within the hour after it."""


class VolumeSnapshots(Construct):
    """An `aws_dlm_lifecycle_policy`, and the role under which it copies the volume of a name.

    A snapshot is of one moment, as if the power had gone: file system and database recover from
    that. What runs on the node has no right to any snapshot, so that nobody there deletes them.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        suffix: str,
        volume_name: str,
        volume_arn: str,
    ) -> None:
        """Create the policy; `volume_name` is the tag `Name` of that volume alone."""
        super().__init__(scope, id_)
        snapshots = f"arn:{deployment.partition}:ec2:{deployment.region}::snapshot/*"
        role = Role(
            self,
            "role",
            deployment=deployment,
            suffix=suffix,
            service="dlm.amazonaws.com",
            description="Copies the data volume",
            trust_conditions={"StringEquals": {"aws:SourceAccount": deployment.account_id}},
        )
        role.grant(
            "copy-volume",
            Statement(["ec2:CreateSnapshot"], [volume_arn, snapshots]),
            Statement(
                ["ec2:CreateTags"],
                [snapshots],
                conditions={"StringEquals": {"ec2:CreateAction": "CreateSnapshot"}},
            ),
            within_environment(deployment, ["ec2:DeleteSnapshot"], [snapshots]),
            # Have no narrower form (Service Authorization Reference, "Amazon EC2").
            Statement(
                ["ec2:DescribeInstances", "ec2:DescribeSnapshots", "ec2:DescribeVolumes"], ["*"]
            ),
        )
        name = deployment.name(suffix)
        schedule = DlmLifecyclePolicyPolicyDetailsSchedule(
            name="daily",
            create_rule=DlmLifecyclePolicyPolicyDetailsScheduleCreateRule(
                interval=24, interval_unit="HOURS", times=[AT]
            ),
            retain_rule=DlmLifecyclePolicyPolicyDetailsScheduleRetainRule(count=KEPT),
            tags_to_add={"Name": name, ENVIRONMENT_TAG: deployment.environment},
        )
        self.resource = DlmLifecyclePolicy(
            self,
            "policy",
            description=f"Daily snapshots of {volume_name}",
            execution_role_arn=role.arn,
            state="ENABLED",
            policy_details=DlmLifecyclePolicyPolicyDetails(
                resource_types=["VOLUME"],
                target_tags={"Name": volume_name},
                schedule=[schedule],
            ),
            tags={"Name": name},
            depends_on=role.ready,
        )
        self.ready: list[ITerraformDependable] = [self.resource]
