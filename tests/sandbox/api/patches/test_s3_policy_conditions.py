"""S3: a Deny that has a condition does not deny everything."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api.patches.s3_policy_conditions import PATCH

TLS_ONLY = {"Bool": {"aws:SecureTransport": "false"}}


def _bucket(client: Any, condition: dict[str, Any] | None) -> Any:
    s3 = client("s3")
    s3.create_bucket(
        Bucket="assets", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
    )
    statement: dict[str, Any] = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": ["arn:aws:s3:::assets", "arn:aws:s3:::assets/*"],
    }
    statement |= {"Condition": condition} if condition else {}
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    s3.put_bucket_policy(Bucket="assets", Policy=json.dumps(policy))
    return s3


def test_moto_locks_everyone_out(client: Any) -> None:
    with pytest.raises(ClientError, match="403"):
        _bucket(client, TLS_ONLY).put_object(Bucket="assets", Key="a", Body=b"a")


def test_patched_a_condition_that_may_not_hold_denies_nobody(client: Any) -> None:
    with PATCH.applied():
        s3 = _bucket(client, TLS_ONLY)
        s3.put_object(Bucket="assets", Key="a", Body=b"a")
        assert s3.get_object(Bucket="assets", Key="a")["Body"].read() == b"a"


def test_patched_a_plain_deny_denies(client: Any) -> None:
    with PATCH.applied(), pytest.raises(ClientError, match="403"):
        _bucket(client, None).put_object(Bucket="assets", Key="a", Body=b"a")


def test_patched_the_policy_reads_back_whole(client: Any) -> None:
    with PATCH.applied():
        s3 = _bucket(client, TLS_ONLY)
        policy = json.loads(s3.get_bucket_policy(Bucket="assets")["Policy"])
    assert policy["Statement"][0]["Condition"] == TLS_ONLY
