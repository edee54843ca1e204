"""The node takes its address, whoever had it."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_agent.insist import NotYetError
from aeolus_agent.single_node.address import take


class Ec2:
    """An address that some instance has."""

    def __init__(self, holder: str = "") -> None:
        """Nobody has it where `holder` is empty."""
        self.holder = holder
        self.asked: list[dict[str, Any]] = []

    def describe_addresses(self, **asked: Any) -> dict[str, Any]:
        """Answer."""
        if asked["AllocationIds"] != ["eipalloc-1"]:
            code = "InvalidAllocationID.NotFound"
            raise ClientError({"Error": {"Code": code, "Message": ""}}, "DescribeAddresses")
        held = {"InstanceId": self.holder} if self.holder else {}
        return {"Addresses": [{"PublicIp": "203.0.113.7", **held}]}

    def associate_address(self, **asked: Any) -> None:
        """Keep what was asked for."""
        self.asked.append(asked)


@pytest.mark.parametrize("holder", ["", "i-old"])
def test_an_address_is_taken_from_whoever_had_it(holder: str) -> None:
    ec2, said = Ec2(holder), list[str]()
    take(ec2, "eipalloc-1", "i-me", said.append)
    assert ec2.asked == [
        {"AllocationId": "eipalloc-1", "InstanceId": "i-me", "AllowReassociation": True}
    ]
    assert said == ["address 203.0.113.7 is taken"]


def test_its_own_is_left_alone() -> None:
    """Whoever is connected stays so."""
    ec2 = Ec2("i-me")
    take(ec2, "eipalloc-1", "i-me", lambda _: None)
    assert ec2.asked == []


def test_what_ec2_says_is_the_reason() -> None:
    with pytest.raises(NotYetError, match=r"address eipalloc-2 cannot be taken: .*NotFound"):
        take(Ec2(), "eipalloc-2", "i-me", lambda _: None)
