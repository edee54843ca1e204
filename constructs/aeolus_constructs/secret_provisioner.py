"""Setting secrets on resources that the provider cannot give them without knowing them."""

from __future__ import annotations

import json

from cdktf import ITerraformDependable
from constructs import Construct

from .deployment import Deployment
from .encryption_key import EncryptionKey
from .iam import Statement
from .lambda_function import LambdaFunction
from .providers import ElasticacheReplicationGroup, LambdaInvocation
from .secret import Secret, reading

FUNCTION = "secret_provisioning"
TIMEOUT_SECONDS = 900
"""The longest a function may run: ElastiCache takes minutes for each of two changes."""


class SecretProvisioner(Construct):
    """The Lambda `secret_provisioning`, and an `aws_lambda_invocation` for each secret it sets.

    It reads a secret from Secrets Manager and sets it; Terraform hands it names only. Invoked by
    a deploy when secret or resource is new, and by hand, with the same event, after a rotation.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        encryption_key: EncryptionKey,
        log_retention_in_days: int,
    ) -> None:
        """Create the function, without a right on any secret yet."""
        super().__init__(scope, id_)
        self._deployment = deployment
        self._encryption_key = encryption_key
        self.function = LambdaFunction(
            self,
            "function",
            deployment=deployment,
            encryption_key=encryption_key,
            function=FUNCTION,
            description="Sets secrets that Terraform must not know",
            timeout=TIMEOUT_SECONDS,
            memory_size=256,
            log_retention_in_days=log_retention_in_days,
        )

    def set_auth_token(
        self, scope: Construct, id_: str, *, group: ElasticacheReplicationGroup, token: Secret
    ) -> ITerraformDependable:
        """Set `token` as the AUTH token of `group`; return what is there once it is required."""
        group_id = group.replication_group_id_input
        self.function.role.grant(
            "set-auth-token",
            *reading([token], self._encryption_key),
            Statement(["secretsmanager:UpdateSecretVersionStage"], [token.arn]),
            Statement(
                ["elasticache:DescribeReplicationGroups", "elasticache:ModifyReplicationGroup"],
                # Spelled out rather than taken from the group, whose creation takes minutes: the
                # right is given before, and known to all of IAM by the time it is used.
                [self._deployment.arn("elasticache", f"replicationgroup:{group_id}")],
            ),
        )
        event = {"replication_group_id": group_id, "secret_arn": token.arn}
        return LambdaInvocation(
            scope,
            id_,
            function_name=self.function.resource.function_name,
            input=json.dumps(event),
            # Again when the group was replaced, or the secret has a new version.
            triggers={"group": group.arn, "version": token.version.version_id},
            depends_on=[*self.function.ready, *token.ready, group],
        )
