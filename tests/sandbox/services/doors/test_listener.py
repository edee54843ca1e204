"""Which ports of instances the internet reaches."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Address, IPv4Network

import pytest

from aeolus_sandbox.network.model import Group, Interface, Rule, Topology
from aeolus_sandbox.services.doors.listener import Listener, instances

ANYBODY = (IPv4Network("0.0.0.0/0"),)
OFFICE = (IPv4Network("203.0.113.0/24"),)
HTTPS = Rule(egress=False, protocol="tcp", from_port=443, to_port=443, networks=OFFICE)
INSTANCE = Interface(
    id="eni-1",
    vpc="vpc-1",
    subnet="subnet-1",
    address=IPv4Address("10.0.0.4"),
    mac="02:00:00:00:00:01",
    groups=("sg-1", "sg-gone"),
    public_address=IPv4Address("198.18.0.1"),
    owner="i-1",
)


def topology(interface: Interface, *rules: Rule) -> Topology:
    return Topology(
        interfaces={interface.id: interface}, groups={"sg-1": Group("sg-1", "vpc-1", rules)}
    )


def test_a_port_that_some_network_may_reach_is_shown_by_the_instances_address() -> None:
    ssh = replace(HTTPS, from_port=22, to_port=22, networks=ANYBODY)
    assert instances(topology(INSTANCE, HTTPS, ssh)) == {
        Listener("198.18.0.1", 443, "HTTPS"),
        Listener("198.18.0.1", 22, "TCP"),
    }


@pytest.mark.parametrize(
    "rule",
    [
        replace(HTTPS, egress=True),
        replace(HTTPS, protocol="udp"),
        replace(HTTPS, networks=(), group="sg-1"),
        replace(HTTPS, from_port=0, to_port=65535),
    ],
)
def test_what_is_no_single_port_for_the_internet_is_not_shown(rule: Rule) -> None:
    assert instances(topology(INSTANCE, rule)) == set()


def test_who_has_no_public_address_or_is_no_instance_is_not_shown() -> None:
    assert instances(topology(replace(INSTANCE, public_address=None), HTTPS)) == set()
    assert instances(topology(replace(INSTANCE, owner="nat-1"), HTTPS)) == set()
