"""The environment's KMS key, with a policy made from a table of who uses it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from cdktf import ITerraformDependable
from constructs import Construct

from .deployment import Deployment
from .iam import Conditions, Role, Statement, policy_document
from .providers import KmsAlias, KmsKey

_CRYPTO = (
    "kms:Encrypt",
    "kms:Decrypt",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
)


@dataclass(frozen=True)
class KeyUser:
    """An AWS service that uses the key in its own name, and the document that says how."""

    name: str
    principal: Callable[[Deployment], dict[str, str]]
    actions: Sequence[str]
    conditions: Callable[[Deployment], Conditions]
    source: str


def _service(host: str) -> Callable[[Deployment], dict[str, str]]:
    return lambda _: {"Service": host}


def _same_account(deployment: Deployment) -> Conditions:
    """Keep the service from using the key on behalf of another account."""
    return {"StringEquals": {"aws:SourceAccount": deployment.account_id}}


def _auto_scaling_role(deployment: Deployment) -> dict[str, str]:
    path = "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
    return {"AWS": deployment.global_arn("iam", path)}


KEY_USERS: tuple[KeyUser, ...] = (
    KeyUser(
        "AutoScalingVolumes",
        _auto_scaling_role,
        (*_CRYPTO, "kms:DescribeKey"),
        lambda _: {},
        "Amazon EC2 Auto Scaling User Guide, Required AWS KMS key policy",
    ),
    KeyUser(
        "AutoScalingGrants",
        _auto_scaling_role,
        ("kms:CreateGrant",),
        lambda _: {"Bool": {"kms:GrantIsForAWSResource": "true"}},
        "Amazon EC2 Auto Scaling User Guide, Required AWS KMS key policy",
    ),
    KeyUser(
        "CloudWatchLogs",
        lambda deployment: {"Service": f"logs.{deployment.region}.amazonaws.com"},
        # Not DescribeKey, which has no encryption context for the condition to look at.
        _CRYPTO,
        lambda deployment: {
            "ArnLike": {"kms:EncryptionContext:aws:logs:arn": deployment.arn("logs", "log-group:*")}
        },
        "Amazon CloudWatch Logs User Guide, Encrypt log data using AWS KMS",
    ),
    KeyUser(
        "AlarmsToTopic",
        _service("cloudwatch.amazonaws.com"),
        ("kms:Decrypt", "kms:GenerateDataKey"),
        _same_account,
        "Amazon SNS Developer Guide, Key management: compatibility with AWS services",
    ),
    KeyUser(
        "EventsToTopicAndQueue",
        _service("events.amazonaws.com"),
        ("kms:Decrypt", "kms:GenerateDataKey"),
        _same_account,
        "Amazon EventBridge User Guide, Encrypting Amazon SQS dead-letter queues",
    ),
    KeyUser(
        "FlowLogsAndLoadBalancerLogs",
        _service("delivery.logs.amazonaws.com"),
        ("kms:GenerateDataKey", "kms:Decrypt", "kms:DescribeKey"),
        _same_account,
        "Amazon VPC User Guide, Publish flow logs to Amazon S3: required KMS key policy",
    ),
)
"""Services that act in their own name; callers in this account come in by IAM policies."""


def key_policy(deployment: Deployment, users: Sequence[KeyUser] = KEY_USERS) -> str:
    """Return the key policy: the account's administrators by IAM, and each service of `users`."""
    account = Statement(
        sid="AccountByIam",
        principals={"AWS": deployment.global_arn("iam", "root")},
        actions=["kms:*"],
        resources=["*"],
    )
    services = [
        Statement(
            sid=user.name,
            principals=user.principal(deployment),
            actions=user.actions,
            resources=["*"],
            conditions=user.conditions(deployment),
        )
        for user in users
    ]
    return policy_document(account, *services)


class EncryptionKey(Construct):
    """The customer-managed KMS key that encrypts everything of an environment.

    Creates an `aws_kms_key`, rotated yearly, with an alias. One key an environment: each costs
    $1 a month, and they would all have the same administrators.
    """

    def __init__(self, scope: Construct, id_: str, *, deployment: Deployment) -> None:
        """Create the key and its alias `alias/aeolus-<environment>`."""
        super().__init__(scope, id_)
        self.resource = KmsKey(
            self,
            "key",
            description=f"Aeolus environment {deployment.environment}",
            enable_key_rotation=True,
            deletion_window_in_days=7,
            policy=key_policy(deployment),
        )
        self.alias = KmsAlias(
            self,
            "alias",
            name=f"alias/{deployment.name('key')}",
            target_key_id=self.resource.key_id,
        )
        self.ready: list[ITerraformDependable] = [self.resource]

    @cached_property
    def arn(self) -> str:
        """The key's ARN; asked of jsii once, as everything encrypted needs it."""
        return self.resource.arn

    def grant_decrypt(self, role: Role, purpose: str = "decrypt") -> None:
        """Let `role` read what the key encrypts."""
        role.grant(f"key-{purpose}", Statement(["kms:Decrypt"], [self.arn]))

    def grant_encrypt_decrypt(self, role: Role, purpose: str = "encrypt") -> None:
        """Let `role` write and read what the key encrypts."""
        role.grant(f"key-{purpose}", Statement(["kms:Decrypt", "kms:GenerateDataKey"], [self.arn]))
