"""Where it is written who schedules."""

from __future__ import annotations

from cdktf import ITerraformDependable
from constructs import Construct

from aeolus_lease.keys import HASH_KEY, RANGE_KEY, TTL_ATTRIBUTE

from .deployment import Deployment
from .iam import Role, Statement
from .providers import (
    DynamodbTable,
    DynamodbTableAttribute,
    DynamodbTableTtl,
)

SUFFIX = "scheduler"
NODE_ACTIONS = ("dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem")
"""What `aeolus_lease.dynamodb` calls for a master; a test compares."""
FUNCTION_ACTIONS = ("dynamodb:PutItem", "dynamodb:Query")
"""What it calls for the function."""


class LeaseTable(Construct):
    """An `aws_dynamodb_table` on demand, with the lease, what masters say, and decisions.

    Encrypted by DynamoDB's own key: with a key of KMS, who schedules would also depend on KMS, and
    there is no secret in it. Old decisions go by themselves.
    """

    aws_services: frozenset[str] = frozenset()
    """It is reached by the gateway endpoint that every network has."""

    def __init__(
        self, scope: Construct, id_: str, *, deployment: Deployment, deletion_protection: bool
    ) -> None:
        """Create the table, empty: the function writes the first lease."""
        super().__init__(scope, id_)
        self.name = deployment.name(SUFFIX)
        self.resource = DynamodbTable(
            self,
            "table",
            name=self.name,
            billing_mode="PAY_PER_REQUEST",
            hash_key=HASH_KEY,
            range_key=RANGE_KEY,
            attribute=[
                DynamodbTableAttribute(name=name, type="S") for name in (HASH_KEY, RANGE_KEY)
            ],
            ttl=DynamodbTableTtl(attribute_name=TTL_ATTRIBUTE, enabled=True),
            deletion_protection_enabled=deletion_protection,
        )
        self.ready: list[ITerraformDependable] = [self.resource]

    def grant_node(self, role: Role) -> None:
        """Let a master renew and release the lease, and say how it is."""
        role.grant("scheduler-lease", Statement(NODE_ACTIONS, [self.resource.arn]))

    def grant_function(self, role: Role) -> None:
        """Let the function move the lease."""
        role.grant("scheduler-lease", Statement(FUNCTION_ACTIONS, [self.resource.arn]))
