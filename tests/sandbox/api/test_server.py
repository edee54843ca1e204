"""The HTTP server of the embedded region."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.region import Region
from aeolus_sandbox.server_process import request

Client = Callable[[str], Any]


def test_health_tells_account_and_region(region: Region) -> None:
    page = json.loads(request(f"{region.url}/_sandbox/health"))
    assert page == {"account_id": "210987654321", "region": "eu-central-1"}


def test_the_actions_called_are_recorded_by_iam_prefix(
    region: Region, region_client: Client
) -> None:
    region.actions(forget=True)
    region_client("elbv2").describe_load_balancers()
    region_client("kms").list_keys()
    region_client("route53").list_hosted_zones()
    region_client("s3").list_buckets()
    region_client("lambda").list_functions()
    assert region.actions(forget=True) == [
        "elasticloadbalancing:DescribeLoadBalancers",
        "kms:ListKeys",
        "lambda:ListFunctions",
        "route53:ListHostedZones",
        "s3:ListAllMyBuckets",
    ]
    assert region.actions() == []


@pytest.mark.parametrize(
    ("service", "operation"),
    [
        ("elasticache", "describe_user_groups"),
        ("rds", "describe_db_major_engine_versions"),
        ("snowball", "list_jobs"),
    ],
)
def test_an_operation_it_lacks_is_refused_at_once_and_named(
    region_client: Client, service: str, operation: str
) -> None:
    with pytest.raises(ClientError, match="the embedded region does not support this") as refused:
        getattr(region_client(service), operation)()
    metadata: Any = refused.value.response["ResponseMetadata"]
    assert (metadata["HTTPStatusCode"], metadata["RetryAttempts"]) == (501, 0)


def test_a_lock_is_taken_once_by_a_conditional_write(region_client: Client) -> None:
    s3 = region_client("s3")
    s3.create_bucket(
        Bucket="state", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
    )
    s3.put_object(Bucket="state", Key="x.tflock", Body=b"mine", IfNoneMatch="*")
    with pytest.raises(ClientError, match="PreconditionFailed"):
        s3.put_object(Bucket="state", Key="x.tflock", Body=b"yours", IfNoneMatch="*")
    body = s3.get_object(Bucket="state", Key="x.tflock")["Body"].read()
    s3.delete_object(Bucket="state", Key="x.tflock")
    s3.delete_bucket(Bucket="state")
    assert body == b"mine"


def test_a_bad_account_file_is_told_without_traceback(tmp_path: Path) -> None:
    account = tmp_path / "account.json"
    account.write_text('{"account_id": "1"}')
    command = [sys.executable, "-m", "aeolus_sandbox.api", "--account", str(account)]
    ended = subprocess.run(
        [*command, "--state-dir", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert "account_id" in ended.stderr
    assert "Traceback" not in ended.stderr
