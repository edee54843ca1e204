"""From which address a visitor comes whom a load balancer lets in."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network

from aeolus_sandbox.network.model import Group, Rule
from aeolus_sandbox.services.doors.visitor import visitor


def group(*rules: Rule) -> Group:
    """Return a security group."""
    return Group("sg-1", "vpc-1", rules)


def rule(*networks: str, protocol: str = "tcp", port: int = 443, egress: bool = False) -> Rule:
    """Return a rule about a port."""
    found = tuple(IPv4Network(network) for network in networks)
    return Rule(egress, protocol, port, port, found)


def test_it_is_one_of_the_first_network_that_may_reach_the_port() -> None:
    groups = [group(rule("192.0.2.0/24", port=80), rule("203.0.113.0/24", "198.51.100.0/24"))]
    assert visitor(groups, 443) == IPv4Address("203.0.113.1")
    assert visitor(groups, 80) == IPv4Address("192.0.2.1")


def test_a_network_of_one_address_is_that() -> None:
    assert visitor([group(rule("203.0.113.7/32"))], 443) == IPv4Address("203.0.113.7")


def test_where_anybody_may_it_is_any() -> None:
    assert visitor([group(rule("203.0.113.0/24")), group(rule("0.0.0.0/0"))], 443) is None


def test_all_protocols_and_ports_are_this_one_too() -> None:
    everything = rule("203.0.113.0/24", protocol="-1", port=-1)
    assert visitor([group(everything)], 443) == IPv4Address("203.0.113.1")


def test_what_leads_out_or_is_another_protocol_lets_nobody_in() -> None:
    out, other = rule("203.0.113.0/24", egress=True), rule("203.0.113.0/24", protocol="udp")
    assert visitor([group(out, other)], 443) is None
