"""Where a server of a managed service stands in its subnet."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Address, IPv4Network

import pytest

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.network.model import Subnet
from aeolus_sandbox.network.placing import interface, peers

SUBNET = Subnet("subnet-1", "vpc-1", IPv4Network("10.0.0.0/28"), "eu-central-1a", "rtb-1")


def test_it_has_the_last_address_that_hosts_may_have() -> None:
    assert interface("orders", SUBNET, []).address == IPv4Address("10.0.0.14")


def test_the_next_has_the_next() -> None:
    first = interface("orders", SUBNET, [])
    assert interface("cache", SUBNET, [first]).address == IPv4Address("10.0.0.13")


def test_its_id_and_mac_follow_from_who_it_is() -> None:
    one, same, other = (interface(owner, SUBNET, []) for owner in ("orders", "orders", "cache"))
    assert (one.id, one.mac) == (same.id, same.mac)
    assert one.id != other.id
    assert one.mac != other.mac
    assert int(one.mac[:2], 16) & 3 == 2, "a unicast address of nobody's range"


def test_a_public_one_has_an_address_that_no_other_has() -> None:
    one = interface("one", SUBNET, [], public=True)
    two = interface("two", SUBNET, [one], public=True)
    assert one.public_address
    assert two.public_address
    assert one.public_address != two.public_address


def test_a_private_one_has_none() -> None:
    assert interface("orders", SUBNET, []).public_address is None


def test_the_reserved_addresses_are_never_given() -> None:
    others = [
        replace(interface(str(number), SUBNET, []), address=SUBNET.cidr_block[number])
        for number in range(4, 15)
    ]
    with pytest.raises(SandboxError, match=r"subnet-1 \(10\.0\.0\.0/28\) has no address left"):
        interface("orders", SUBNET, others)


def test_peers_reach_each_other_both_ways_and_nobody_else() -> None:
    group = peers("orders", "vpc-1")
    assert {rule.egress for rule in group.rules} == {True, False}
    assert {rule.group for rule in group.rules} == {group.id}


def test_those_of_another_vpc_or_name_are_no_peers() -> None:
    ids = {peers(name, vpc).id for name in ("orders", "cache") for vpc in ("vpc-1", "vpc-2")}
    assert len(ids) == 4
