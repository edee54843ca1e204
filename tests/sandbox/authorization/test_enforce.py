"""Whether whoever signed a request may do what it asks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from moto import mock_aws

from aeolus_sandbox.authorization import credentials
from aeolus_sandbox.authorization.enforce import Call, Refused, check, signed
from support import aws

ACCOUNT, REGION = "123456789012", "eu-central-1"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/worker"
THING = "arn:aws:s3:::shop/page"
SIGNATURE = (
    "AWS4-HMAC-SHA256 Credential={}/20261123/eu-central-1/s3/aws4_request, SignedHeaders=host"
)


def client(service: str) -> Any:
    """Return a client of the account."""
    return aws.client(service)


@pytest.fixture
def key() -> Iterator[str]:
    """Return the access key of a session of a role that may read the thing."""
    with mock_aws():
        iam = client("iam")
        iam.create_role(RoleName="worker", AssumeRolePolicyDocument="{}")
        allow = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": THING}
        policy = json.dumps({"Version": "2012-10-17", "Statement": allow})
        iam.put_role_policy(RoleName="worker", PolicyName="read", PolicyDocument=policy)
        yield credentials.for_role(ACCOUNT, ROLE, "i-1").access_key_id


def call(key: str, action: str = "s3:GetObject", **headers: str) -> Call:
    """Return a call about the thing."""
    sent = {"Authorization": SIGNATURE.format(key), **headers}
    return Call(ACCOUNT, REGION, action, [THING], sent)


def test_a_signature_names_key_and_service() -> None:
    assert signed({"Authorization": SIGNATURE.format("ASIA1")}) == ("ASIA1", "s3")
    assert signed({}) == ("", "")


def test_what_is_granted_is_allowed_and_nothing_else(key: str) -> None:
    check(call(key))
    with pytest.raises(Refused, match="no identity-based policy allows the s3:PutObject action"):
        check(call(key, "s3:PutObject"))


def test_who_is_no_session_of_a_role_is_the_administrator(key: str) -> None:
    check(call("embedded", "s3:DeleteBucket"))


def test_an_endpoint_lets_pass_what_its_policy_allows(key: str) -> None:
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]

    def endpoint(action: str) -> str:
        statement = {"Effect": "Allow", "Principal": "*", "Action": action, "Resource": "*"}
        made = ec2.create_vpc_endpoint(
            VpcId=vpc,
            ServiceName=f"com.amazonaws.{REGION}.s3",
            PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
        )
        return str(made["VpcEndpoint"]["VpcEndpointId"])

    check(call(key, **{"X-Sandbox-Source-Vpce": endpoint("s3:Get*")}))
    with pytest.raises(Refused, match="no VPC endpoint policy allows the s3:GetObject action"):
        check(call(key, **{"X-Sandbox-Source-Vpce": endpoint("s3:Put*")}))


def test_a_condition_sees_how_the_request_came(key: str) -> None:
    iam = client("iam")
    secure = {"Bool": {"aws:SecureTransport": "false"}}
    deny = {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": secure}
    policy = json.dumps({"Version": "2012-10-17", "Statement": deny})
    iam.put_role_policy(RoleName="worker", PolicyName="secure", PolicyDocument=policy)
    check(call(key, **{"X-Sandbox-Secure-Transport": "true"}))
    with pytest.raises(Refused, match="explicit deny in an identity-based policy"):
        check(call(key, **{"X-Sandbox-Secure-Transport": "false"}))


def test_a_resources_policy_is_about_whom_it_names(key: str) -> None:
    def statement(effect: str, principal: Any) -> list[dict[str, Any]]:
        return [{"Effect": effect, "Principal": principal, "Action": "*", "Resource": "*"}]

    check(call(key, "s3:PutObject"), statement("Allow", {"AWS": ROLE}))
    with pytest.raises(Refused, match="no identity-based policy"):
        check(call(key, "s3:PutObject"), statement("Allow", {"AWS": [ROLE + "s"]}))
    with pytest.raises(Refused, match="no identity-based policy"):
        check(call(key, "s3:PutObject"), statement("Allow", {"Service": "logs.amazonaws.com"}))
    with pytest.raises(Refused, match="explicit deny in a resource-based policy"):
        check(call(key), statement("Deny", {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}))
