"""In-memory ElastiCache and Secrets Manager, as far as setting a token concerns them.

Both answer as boto3's clients do, and can cut a caller off before or after any call.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

EVENTS = Path(__file__).parents[1] / "events"
EVENT: dict[str, str] = json.loads((EVENTS / "set_auth_token.json").read_text())
DESCRIBED: dict[str, Any] = json.loads((EVENTS / "describe_replication_groups.json").read_text())
for _group in DESCRIBED["ReplicationGroups"]:
    # As botocore hands it out.
    _group["ReplicationGroupCreateTime"] = datetime.fromisoformat(
        _group["ReplicationGroupCreateTime"]
    )

ANYBODY = "(anybody)"
"""What a group accepts that asks for no token."""


class CutOffError(Exception):
    """The function's host is gone."""


def refusal(code: str, operation: str) -> ClientError:
    """Return the error by which AWS refuses."""
    return ClientError({"Error": {"Code": code, "Message": code}}, operation)


class Line:
    """The way to AWS: records calls, and is cut when `calls_left` are made."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.calls_left: float = float("inf")
        self.cut_before_effect = False

    @contextmanager
    def call(self, operation: str) -> Iterator[None]:
        """Let a call through, or cut it off before or after its effect."""
        self.calls_left -= 1
        if self.calls_left < 0 and self.cut_before_effect:
            raise CutOffError(operation)
        self.calls.append(operation)
        yield
        if self.calls_left < 0:
            raise CutOffError(operation)


class FakeElastiCache:
    """One replication group with TLS; a change takes `polls` looks at it.

    ROTATE accepts the new token beside the one before, SET the rotated one alone, and SET without
    ROTATE is refused (Amazon ElastiCache User Guide, "Modifying the AUTH token").
    """

    def __init__(self, line: Line, polls: int = 0) -> None:
        self.line, self.polls = line, polls
        self.accepted = [ANYBODY]
        self.rotated = False
        self.status = "available"
        self.busy_with_something_else = False
        self.created: datetime = DESCRIBED["ReplicationGroups"][0]["ReplicationGroupCreateTime"]
        self._modifying = 0

    def replace(self) -> None:
        """Put a new group of the same name in its place."""
        self.accepted, self.rotated, self._modifying = [ANYBODY], False, 0
        self.created += timedelta(hours=1)

    def describe_replication_groups(self, *, ReplicationGroupId: str) -> dict[str, Any]:
        """Answer as recorded, with what has changed since."""
        answer = copy.deepcopy(DESCRIBED)
        with self.line.call("elasticache:DescribeReplicationGroups"):
            (group,) = answer["ReplicationGroups"]
            assert group["ReplicationGroupId"] == ReplicationGroupId
            group["ReplicationGroupCreateTime"] = self.created
            # At first only the pending value tells of a change, then the status does.
            if self._modifying == self.polls + 1 and self._modifying > 1:
                group["PendingModifiedValues"] = {"AuthTokenStatus": "ROTATING"}
            elif self._modifying > 1:
                group["Status"] = "modifying"
            else:
                group["Status"] = self.status
            self._modifying = max(0, self._modifying - 1)
        return answer

    def modify_replication_group(self, **asked: Any) -> dict[str, Any]:
        """Take a token, or refuse it as ElastiCache does."""
        assert asked["ApplyImmediately"] is True
        token, strategy = asked["AuthToken"], asked["AuthTokenUpdateStrategy"]
        with self.line.call("elasticache:ModifyReplicationGroup"):
            busy, self.busy_with_something_else = self.busy_with_something_else, False
            if busy or self._modifying or self.status != "available":
                raise refusal("InvalidReplicationGroupState", "ModifyReplicationGroup")
            if not 16 <= len(token) <= 128:
                raise refusal("InvalidParameterValue", "ModifyReplicationGroup")
            if strategy == "SET":
                if not self.rotated or self.accepted[-1] != token:
                    raise refusal("InvalidParameterCombination", "ModifyReplicationGroup")
                self.accepted, self.rotated = [token], False
            else:
                self.accepted, self.rotated = [self.accepted[-1], token], True
            self._modifying = self.polls + 1 if self.polls else 0
        return {}


class FakeSecretsManager:
    """One secret, whose versions bear staging labels."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.values: dict[str, str] = {}
        self.labels: dict[str, set[str]] = {}
        self.put()

    def put(self) -> str:
        """Store a new value as the current version; return it."""
        number = len(self.values) + 1
        version = f"version-{number}"
        self.values[version] = f"token-number-{number:06}"
        self.labels[version] = set()
        self.make_current(version)
        return self.values[version]

    def make_current(self, version: str) -> None:
        """Move AWSCURRENT, as a rotation or its reversal does."""
        for labels in self.labels.values():
            labels.discard("AWSCURRENT")
        self.labels[version].add("AWSCURRENT")

    @property
    def current(self) -> str:
        """The current value."""
        (version,) = [each for each, labels in self.labels.items() if "AWSCURRENT" in labels]
        return self.values[version]

    def get_secret_value(self, *, SecretId: str) -> dict[str, Any]:
        """Return the current version."""
        assert SecretId == EVENT["secret_arn"]
        with self.line.call("secretsmanager:GetSecretValue"):
            (version,) = [each for each, labels in self.labels.items() if "AWSCURRENT" in labels]
        return {"VersionId": version, "SecretString": self.values[version]}

    def describe_secret(self, *, SecretId: str) -> dict[str, Any]:
        """Return the versions that bear labels."""
        assert SecretId == EVENT["secret_arn"]
        with self.line.call("secretsmanager:DescribeSecret"):
            stages = {version: sorted(each) for version, each in self.labels.items() if each}
        return {"VersionIdsToStages": stages}

    def update_secret_version_stage(
        self,
        *,
        SecretId: str,
        VersionStage: str,
        MoveToVersionId: str | None = None,
        RemoveFromVersionId: str | None = None,
    ) -> dict[str, Any]:
        """Move a label; refuse, as AWS does, to take one from a version that is not named."""
        assert SecretId == EVENT["secret_arn"]
        with self.line.call("secretsmanager:UpdateSecretVersionStage"):
            holders = [each for each, labels in self.labels.items() if VersionStage in labels]
            if holders != ([RemoveFromVersionId] if RemoveFromVersionId else []):
                raise refusal("InvalidParameterException", "UpdateSecretVersionStage")
            for holder in holders:
                self.labels[holder].discard(VersionStage)
            if MoveToVersionId:
                self.labels[MoveToVersionId].add(VersionStage)
        return {}
