"""The state bucket is safe from its first moment, and `bootstrap` mends one that is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from moto import mock_aws

from aeolus_cli.aws import state_bucket

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BUCKET = "aeolus-state-123456789012-us-east-1"


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Client]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        yield boto3.client("s3", region_name="us-east-1")


def test_made_once(s3: S3Client) -> None:
    assert state_bucket.ensure(s3, BUCKET, "us-east-1", "aws") is True
    assert state_bucket.ensure(s3, BUCKET, "us-east-1", "aws") is False


def test_in_a_region_that_has_to_be_named(s3: S3Client) -> None:
    state_bucket.ensure(s3, BUCKET, "eu-central-1", "aws")
    assert s3.get_bucket_location(Bucket=BUCKET)["LocationConstraint"] == "eu-central-1"


def test_versioned_encrypted_and_closed(s3: S3Client) -> None:
    state_bucket.ensure(s3, BUCKET, "us-east-1", "aws")
    assert s3.get_bucket_versioning(Bucket=BUCKET)["Status"] == "Enabled"
    rule = s3.get_bucket_encryption(Bucket=BUCKET)["ServerSideEncryptionConfiguration"]["Rules"][0]
    assert rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
    blocked = s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"]
    assert all(blocked.values())
    assert len(blocked) == 4


@pytest.mark.parametrize("partition", ["aws", "aws-cn", "aws-us-gov"])
def test_nothing_but_tls(s3: S3Client, partition: str) -> None:
    state_bucket.ensure(s3, BUCKET, "us-east-1", partition)
    (deny,) = json.loads(s3.get_bucket_policy(Bucket=BUCKET)["Policy"])["Statement"]
    assert (deny["Effect"], deny["Principal"]) == ("Deny", "*")
    assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert deny["Resource"] == [
        f"arn:{partition}:s3:::{BUCKET}",
        f"arn:{partition}:s3:::{BUCKET}/*",
    ]


def test_a_bucket_that_lost_its_settings_gets_them_back(s3: S3Client) -> None:
    s3.create_bucket(Bucket=BUCKET)
    state_bucket.ensure(s3, BUCKET, "us-east-1", "aws")
    assert s3.get_bucket_versioning(Bucket=BUCKET)["Status"] == "Enabled"
