from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from aeolus_sandbox.authorization.credentials import for_role
from aeolus_sandbox.authorization.policy import Decision
from aeolus_sandbox.authorization.principal import principal
from aeolus_sandbox.authorization.request import Request

ACCOUNT = "123456789012"
READ = Request("s3:GetObject", "arn:aws:s3:::bucket/key")


def document(effect: str, action: str) -> str:
    statement = {"Effect": effect, "Action": action, "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@pytest.fixture
def iam() -> Iterator[Any]:
    with mock_aws():
        yield boto3.client(
            "iam", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b"
        )


def role(iam: Any, **more: Any) -> str:
    made = iam.create_role(RoleName="reader", AssumeRolePolicyDocument="{}", **more)
    return str(made["Role"]["Arn"])


def decided(role_arn: str) -> Decision:
    found = principal(ACCOUNT, for_role(ACCOUNT, role_arn, "session").access_key_id)
    assert found is not None
    assert found.arn == f"arn:aws:sts::{ACCOUNT}:assumed-role/reader/session"
    return found.decide(READ)


def test_a_key_of_no_session_is_nobodys(iam: Any) -> None:
    assert principal(ACCOUNT, "ASIAUNKNOWN") is None


def test_inline_and_attached_policies_count_as_soon_as_they_are_there(iam: Any) -> None:
    arn = role(iam)
    assert not decided(arn).allowed
    iam.put_role_policy(RoleName="reader", PolicyName="p", PolicyDocument=document("Allow", "s3:*"))
    assert decided(arn).allowed
    deny = iam.create_policy(PolicyName="no", PolicyDocument=document("Deny", "s3:GetObject"))
    iam.attach_role_policy(RoleName="reader", PolicyArn=deny["Policy"]["Arn"])
    assert decided(arn).reason == "with an explicit deny in an identity-based policy"


def test_a_permissions_boundary_limits_and_grants_nothing(iam: Any) -> None:
    limit = iam.create_policy(PolicyName="limit", PolicyDocument=document("Allow", "s3:Get*"))
    arn = role(iam, PermissionsBoundary=limit["Policy"]["Arn"])
    assert not decided(arn).allowed
    iam.put_role_policy(RoleName="reader", PolicyName="p", PolicyDocument=document("Allow", "*"))
    assert decided(arn).allowed
    iam.create_policy_version(
        PolicyArn=limit["Policy"]["Arn"],
        PolicyDocument=document("Allow", "ec2:*"),
        SetAsDefault=True,
    )
    assert decided(arn).reason == "because no permissions boundary allows the s3:GetObject action"


def test_a_session_has_the_tags_of_its_role(iam: Any) -> None:
    arn = role(iam, Tags=[{"Key": "team", "Value": "reports"}])
    found = principal(ACCOUNT, for_role(ACCOUNT, arn, "session").access_key_id)
    assert found is not None
    assert found.tags == {"team": "reports"}
