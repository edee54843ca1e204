"""EC2: an Elastic IP address is one that can be on the internet."""

from __future__ import annotations

from ipaddress import IPv4Address
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api.patches.ec2_elastic_address import PATCH


def _allocated(ec2: Any) -> IPv4Address:
    return IPv4Address(ec2.allocate_address(Domain="vpc")["PublicIp"])


def test_moto_draws_one_of_the_machines_own(client: Any) -> None:
    assert _allocated(client("ec2")).is_loopback


def test_patched_each_is_another(client: Any) -> None:
    ec2 = client("ec2")
    with PATCH.applied():
        found = {_allocated(ec2) for _ in range(5)}
        assert len(found) == 5
        assert not any(address.is_loopback for address in found)


def test_patched_there_is_a_limit(client: Any) -> None:
    ec2 = client("ec2")
    with PATCH.applied():
        for _ in range(254):
            _allocated(ec2)
        with pytest.raises(ClientError, match="AddressLimitExceeded"):
            _allocated(ec2)
