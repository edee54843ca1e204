"""Where an environment is deployed and what its resources are called."""

from __future__ import annotations

from dataclasses import dataclass

from aeolus_config.names import Limit, resource_name
from aeolus_config.partition import partition_of


@dataclass(frozen=True)
class Deployment:
    """An environment's name, account and region; every construct takes one."""

    environment: str
    account_id: str
    region: str

    @property
    def partition(self) -> str:
        """The AWS partition of the region, such as `aws`."""
        return partition_of(self.region)

    def name(self, suffix: str, limit: Limit = Limit.DEFAULT) -> str:
        """Return `aeolus-<environment>-<suffix>` within `limit` characters."""
        return resource_name(self.environment, suffix, limit)

    def arn(self, service: str, resource: str) -> str:
        """Return the ARN of `resource` in this account and region."""
        return f"arn:{self.partition}:{service}:{self.region}:{self.account_id}:{resource}"

    def global_arn(self, service: str, resource: str) -> str:
        """Return the ARN of a resource that has an account and no region, as in IAM."""
        return f"arn:{self.partition}:{service}::{self.account_id}:{resource}"

    def aws_managed_policy_arn(self, path: str) -> str:
        """Return the ARN of a policy that AWS keeps, such as `AmazonSSMManagedInstanceCore`."""
        return f"arn:{self.partition}:iam::aws:policy/{path}"
