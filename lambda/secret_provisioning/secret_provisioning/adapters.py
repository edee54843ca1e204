"""What the function asks and tells AWS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from .decide import Mark

_LABEL = "AEOLUS_TOKEN_"
"""What the staging labels that this function puts on a secret's versions begin with."""


class TokenRefusedError(Exception):
    """ElastiCache does not take this token in this way, now or later."""


class GroupBusyError(Exception):
    """The group left the status `available` between question and change."""


@dataclass(frozen=True)
class GroupState:
    """A replication group as ElastiCache describes it."""

    status: str
    token_changing: bool
    created: str
    """When it was created, which tells it from an earlier group of the same name."""


@dataclass(frozen=True)
class ReplicationGroup:
    """A replication group; `client` is boto3's for ElastiCache."""

    client: Any
    group_id: str

    def state(self) -> GroupState:
        """Return the group's state. Raises ClientError when there is no such group."""
        answer = self.client.describe_replication_groups(ReplicationGroupId=self.group_id)
        (group,) = answer["ReplicationGroups"]
        return GroupState(
            group["Status"],
            "AuthTokenStatus" in group.get("PendingModifiedValues", {}),
            f"{group['ReplicationGroupCreateTime']:%Y%m%dT%H%M%SZ}",
        )

    def update_token(self, token: str, strategy: str) -> None:
        """Start a change of the token; `strategy` is ROTATE or SET.

        Raises TokenRefusedError or GroupBusyError, neither with the token in it.
        """
        try:
            self.client.modify_replication_group(
                ReplicationGroupId=self.group_id,
                AuthToken=token,
                AuthTokenUpdateStrategy=strategy,
                ApplyImmediately=True,
            )
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in ("InvalidParameterValue", "InvalidParameterCombination"):
                raise TokenRefusedError(f"{strategy} was refused for {self.group_id}") from None
            if code == "InvalidReplicationGroupState":
                raise GroupBusyError(f"{self.group_id} is busy") from None
            raise


@dataclass(frozen=True)
class StoredSecret:
    """A secret; `client` is boto3's for Secrets Manager.

    How far a version has come with a group is kept in staging labels on the version, each with
    the group's creation time: the marks of a replaced group say nothing of its successor.
    """

    client: Any
    arn: str

    def current(self) -> tuple[str, str]:
        """Return the current version's id and value."""
        answer = self.client.get_secret_value(SecretId=self.arn)
        return answer["VersionId"], answer["SecretString"]

    def marks(self, version: str, created: str) -> frozenset[Mark]:
        """Return the marks of `version` for the group that was created at `created`."""
        labels = self._labels().get(version, [])
        return frozenset(mark for mark in Mark if _label(mark, created) in labels)

    def mark(self, mark: Mark, version: str, created: str) -> None:
        """Put `mark` on `version`, which has not got it."""
        self.client.update_secret_version_stage(
            SecretId=self.arn, VersionStage=_label(mark, created), MoveToVersionId=version
        )

    def unmark(self) -> None:
        """Take all marks from all versions."""
        for version, labels in self._labels().items():
            for label in labels:
                if label.startswith(_LABEL):
                    self.client.update_secret_version_stage(
                        SecretId=self.arn, VersionStage=label, RemoveFromVersionId=version
                    )

    def _labels(self) -> dict[str, list[str]]:
        """Return version → its staging labels."""
        answer = self.client.describe_secret(SecretId=self.arn)
        return {version: list(labels) for version, labels in answer["VersionIdsToStages"].items()}


def _label(mark: Mark, created: str) -> str:
    return f"{_LABEL}{mark}_{created}"
