"""What the adapters make of AWS's answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber
from moto import mock_aws

from secret_provisioning.adapters import (
    GroupBusyError,
    GroupState,
    ReplicationGroup,
    StoredSecret,
    TokenRefusedError,
)
from secret_provisioning.decide import Mark
from support.broker_token import DESCRIBED, EVENT

REGION = "us-east-1"
CREATED = "20261123T015815Z"
TOKEN = "a-token-that-is-long-enough"


@pytest.fixture
def elasticache() -> Iterator[Stubber]:
    """A stub, which checks questions and answers against botocore's model of the service."""
    client = boto3.client(
        "elasticache",
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    with Stubber(client) as stub:
        yield stub
        stub.assert_no_pending_responses()


def group(stub: Stubber) -> ReplicationGroup:
    return ReplicationGroup(stub.client, EVENT["replication_group_id"])


def described(**changed: Any) -> dict[str, Any]:
    return {"ReplicationGroups": [{**DESCRIBED["ReplicationGroups"][0], **changed}]}


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({}, GroupState("available", False, CREATED)),
        ({"Status": "modifying"}, GroupState("modifying", False, CREATED)),
        (
            {"PendingModifiedValues": {"AuthTokenStatus": "SETTING"}},
            GroupState("available", True, CREATED),
        ),
        (
            {"PendingModifiedValues": {"TransitEncryptionMode": "required"}},
            GroupState("available", False, CREATED),
        ),
    ],
)
def test_state_of_a_group(elasticache: Stubber, changed: dict[str, Any], state: GroupState) -> None:
    question = {"ReplicationGroupId": EVENT["replication_group_id"]}
    elasticache.add_response("describe_replication_groups", described(**changed), question)
    assert group(elasticache).state() == state


@pytest.mark.parametrize("strategy", ["ROTATE", "SET"])
def test_a_change_of_the_token_does_not_wait_for_the_maintenance_window(
    elasticache: Stubber, strategy: str
) -> None:
    elasticache.add_response(
        "modify_replication_group",
        {"ReplicationGroup": {}},
        {
            "ReplicationGroupId": EVENT["replication_group_id"],
            "AuthToken": TOKEN,
            "AuthTokenUpdateStrategy": strategy,
            "ApplyImmediately": True,
        },
    )
    group(elasticache).update_token(TOKEN, strategy)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("InvalidParameterValue", TokenRefusedError),
        ("InvalidParameterCombination", TokenRefusedError),
        ("InvalidReplicationGroupState", GroupBusyError),
        ("AccessDenied", ClientError),
    ],
)
def test_a_refused_change_is_told_without_the_token(
    elasticache: Stubber, code: str, error: type[Exception]
) -> None:
    elasticache.add_client_error("modify_replication_group", code)
    with pytest.raises(error) as refused:
        group(elasticache).update_token(TOKEN, "SET")
    assert TOKEN not in str(refused.value)


@pytest.fixture
def client() -> Iterator[Any]:
    with mock_aws():
        yield boto3.client(
            "secretsmanager",
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )


@pytest.fixture
def secret(client: Any) -> StoredSecret:
    return StoredSecret(client, client.create_secret(Name="token", SecretString="first")["ARN"])


def put(secret: StoredSecret, value: str) -> str:
    version: str = secret.client.put_secret_value(SecretId=secret.arn, SecretString=value)[
        "VersionId"
    ]
    return version


def test_the_current_version_is_the_last_one_put(secret: StoredSecret) -> None:
    second = put(secret, "second")
    assert secret.current() == (second, "second")


def test_marks_are_of_a_version_and_of_a_group(secret: StoredSecret) -> None:
    first, _ = secret.current()
    secret.mark(Mark.ACCEPTED, first, CREATED)
    assert secret.marks(first, CREATED) == {Mark.ACCEPTED}
    assert secret.marks(first, "20270101T000000Z") == frozenset()
    assert secret.marks(put(secret, "second"), CREATED) == frozenset()


def test_unmarking_leaves_the_labels_of_others(secret: StoredSecret) -> None:
    first, _ = secret.current()
    second = put(secret, "second")
    secret.client.update_secret_version_stage(
        SecretId=secret.arn, VersionStage="AEOLUS_CREATED", MoveToVersionId=first
    )
    secret.mark(Mark.ACCEPTED, first, CREATED)
    secret.mark(Mark.REQUIRED, first, "20200101T000000Z")
    secret.mark(Mark.ACCEPTED, second, "20270101T000000Z")
    secret.unmark()
    stages = secret.client.describe_secret(SecretId=secret.arn)["VersionIdsToStages"]
    assert {version: set(labels) for version, labels in stages.items()} == {
        first: {"AWSPREVIOUS", "AEOLUS_CREATED"},
        second: {"AWSCURRENT"},
    }


def test_a_mark_can_be_put_again_after_unmarking(secret: StoredSecret) -> None:
    first, _ = secret.current()
    second = put(secret, "second")
    for version in (first, second):
        secret.unmark()
        secret.mark(Mark.ACCEPTED, version, CREATED)
    assert secret.marks(first, CREATED) == frozenset()
    assert secret.marks(second, CREATED) == {Mark.ACCEPTED}
