"""Each patch is tried twice: on moto as it comes, and patched.

The first half of a test fails once moto has mended what the patch is for: then drop the patch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

REGION = "eu-central-1"

Client = Callable[[str], Any]


@pytest.fixture(scope="session")
def session() -> Any:
    """Return a session that all tests share: reading botocore's models takes most of their time."""
    return boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=REGION)


@pytest.fixture
def client(session: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """Return a function that makes clients of an empty account in moto, in this process."""
    # moto's own images take a second and a half to load.
    monkeypatch.setenv("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")
    with mock_aws():
        yield session.client


@pytest.fixture
def image(client: Client) -> str:
    """Return the id of an image."""
    answer = client("ec2").register_image(
        Name="debian", Architecture="arm64", RootDeviceName="/dev/xvda"
    )
    identifier: str = answer["ImageId"]
    return identifier


@pytest.fixture
def subnets(client: Client) -> list[str]:
    """Return the ids of three subnets, one a zone."""
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    made = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{i}.0/24", AvailabilityZone=f"{REGION}{zone}")
        for i, zone in enumerate("abc")
    ]
    return [answer["Subnet"]["SubnetId"] for answer in made]
