"""What the function asks and tells AWS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

ROTATED = "AEOLUS_ROTATED"
"""Staging label of the secret's version that the group accepts beside the one before."""
REQUIRED = "AEOLUS_REQUIRED"
"""Staging label of the secret's version that alone the group accepts."""


@dataclass(frozen=True)
class GroupState:
    """A replication group as ElastiCache describes it."""

    status: str
    auth_token_enabled: bool


@dataclass(frozen=True)
class ReplicationGroup:
    """A replication group; `client` is boto3's for ElastiCache."""

    client: Any
    group_id: str

    def state(self) -> GroupState:
        """Return status, and whether a token is set."""
        answer = self.client.describe_replication_groups(ReplicationGroupId=self.group_id)
        (group,) = answer["ReplicationGroups"]
        return GroupState(group["Status"], bool(group.get("AuthTokenEnabled")))

    def update_token(self, token: str, strategy: str) -> None:
        """Start a change of the token; `strategy` is ROTATE or SET."""
        self.client.modify_replication_group(
            ReplicationGroupId=self.group_id,
            AuthToken=token,
            AuthTokenUpdateStrategy=strategy,
            ApplyImmediately=True,
        )


@dataclass(frozen=True)
class StoredSecret:
    """A secret; `client` is boto3's for Secrets Manager."""

    client: Any
    arn: str

    def current(self) -> tuple[str, str]:
        """Return the current version's id and value."""
        answer = self.client.get_secret_value(SecretId=self.arn)
        return answer["VersionId"], answer["SecretString"]

    def labelled(self, label: str) -> str | None:
        """Return the id of the version that bears `label`, if one does."""
        versions = self.client.describe_secret(SecretId=self.arn)["VersionIdsToStages"]
        return next((version for version, labels in versions.items() if label in labels), None)

    def move_label(self, label: str, version: str) -> None:
        """Put `label` on `version`, taking it from the one that had it."""
        holder = self.labelled(label)
        if holder == version:
            return
        move = {"MoveToVersionId": version, **({"RemoveFromVersionId": holder} if holder else {})}
        self.client.update_secret_version_stage(SecretId=self.arn, VersionStage=label, **move)
