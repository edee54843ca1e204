"""A region that the tests of one worker share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from aeolus_sandbox import region as regions
from aeolus_sandbox.account import Account, Certificate, HostedZone, Subnet, Vpc
from aeolus_sandbox.region import Region

ACCOUNT = Account(
    account_id="210987654321",
    region="eu-central-1",
    hosted_zones=(HostedZone(zone_id="Z0123456789ABCDEFGHIJ", name="example.com"),),
    certificates=(
        Certificate(
            arn="arn:aws:acm:eu-central-1:210987654321:certificate/1234abcd-12ab-34cd-56ef-1234567890ab",
            domain_names=("shop.example.com", "*.shop.example.com"),
        ),
    ),
    vpcs=(
        Vpc(
            vpc_id="vpc-0123456789abcdef0",
            cidr_block="10.99.0.0/16",
            subnets=(
                Subnet(
                    subnet_id="subnet-0123456789abcdef0",
                    cidr_block="10.99.0.0/24",
                    availability_zone="eu-central-1a",
                    public=True,
                ),
                Subnet(
                    subnet_id="subnet-0123456789abcdef1",
                    cidr_block="10.99.1.0/24",
                    availability_zone="eu-central-1b",
                ),
            ),
        ),
    ),
)


@pytest.fixture(autouse=True)
def no_inherited_aws_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the profile, endpoint or credentials of whoever runs the tests out of them."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """Return a running region for ACCOUNT; tests clean up what they make in it."""
    state_dir: Path = tmp_path_factory.mktemp("sandbox")
    yield regions.up("shared", ACCOUNT, state_dir)
    regions.down("shared", state_dir)


@pytest.fixture(scope="session")
def region_client(region: Region) -> Callable[[str], Any]:
    """Return a function that makes boto3 clients of the shared region."""
    return region.client
