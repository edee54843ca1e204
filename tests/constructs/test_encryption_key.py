"""The key policy: whoever has to use the key can, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_constructs.encryption_key import KEY_USERS, EncryptionKey
from support.render import DEPLOYMENT, policy, render_construct, the


@pytest.fixture(scope="module")
def key() -> dict[str, Any]:
    rendered = render_construct(lambda stack: EncryptionKey(stack, "key", deployment=DEPLOYMENT))
    return the(rendered, "aws_kms_key")


def statement(key: dict[str, Any], sid: str) -> dict[str, Any]:
    return next(each for each in policy(key) if each["Sid"] == sid)


def test_rotates_and_can_be_recovered(key: dict[str, Any]) -> None:
    assert key["enable_key_rotation"] is True
    assert key["deletion_window_in_days"] >= 7


def test_every_user_of_the_table_is_in_the_policy(key: dict[str, Any]) -> None:
    assert [each["Sid"] for each in policy(key)] == [
        "AccountByIam",
        *(user.name for user in KEY_USERS),
    ]


def test_auto_scaling_may_create_grants_only_for_aws_resources(key: dict[str, Any]) -> None:
    grants = statement(key, "AutoScalingGrants")
    assert grants["Action"] == ["kms:CreateGrant"]
    assert grants["Condition"] == {"Bool": {"kms:GrantIsForAWSResource": "true"}}
    assert grants["Principal"]["AWS"].endswith(
        ":role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
    )


def test_logs_of_this_account_and_region_only(key: dict[str, Any]) -> None:
    logs = statement(key, "CloudWatchLogs")
    assert logs["Principal"] == {"Service": "logs.us-east-1.amazonaws.com"}
    assert logs["Condition"]["ArnLike"] == {
        "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-east-1:123456789012:log-group:*"
    }


def test_no_service_uses_the_key_for_another_account(key: dict[str, Any]) -> None:
    for each in policy(key):
        if "Service" in each["Principal"]:
            assert "123456789012" in str(each["Condition"]), each["Sid"]
