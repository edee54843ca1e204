"""The text for nftables decides as EC2 does about the same rules, and nft(8) takes it."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from ipaddress import IPv4Address, IPv4Network

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aeolus_sandbox.network import firewall
from aeolus_sandbox.network.model import Group, Rule, Topology
from support.machines import needs_machines
from support.nft import Packet, accepts
from support.vpcs import BLOCK, EVERYWHERE, VPC, group, interface, tcp, vpc

NETWORKS = [EVERYWHERE, BLOCK, *map(IPv4Network, ["10.0.1.0/24", "10.0.2.12/32", "192.0.2.0/24"])]
GROUPS = ("sg-a", "sg-b", "sg-elsewhere")
INTERFACES = (
    interface("private", 10, "sg-a"),
    interface("private", 11, "sg-a", "sg-b"),
    interface("isolated", 12, "sg-b"),
    interface("isolated", 13),
)
OUTSIDE = IPv4Address("192.0.2.80")
ADDRESSES = [*(one.address for one in INTERFACES), OUTSIDE]


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Rules of all kinds; few ports and types, so that packets meet them."""
    protocol = draw(st.sampled_from(["tcp", "udp", "icmp", "-1", "50", "6"]))
    first, last = -1, -1
    if protocol in ("tcp", "udp", "6"):
        first, last = sorted(draw(st.tuples(st.integers(0, 4), st.integers(0, 4))))
    elif protocol == "icmp":
        first = draw(st.integers(-1, 3))
        last = draw(st.integers(-1, 2)) if first != -1 else -1
    peer = draw(st.one_of(st.sampled_from(GROUPS), st.lists(st.sampled_from(NETWORKS), max_size=3)))
    egress = draw(st.booleans())
    if isinstance(peer, str):
        return Rule(egress, protocol, first, last, group=peer)
    return Rule(egress, protocol, first, last, networks=tuple(peer))


@st.composite
def packets(draw: st.DrawFn) -> Packet:
    """Packets between the interfaces, and the world outside."""
    protocol = draw(st.sampled_from([1, 6, 17, 50]))
    numbers = draw(st.tuples(st.integers(0, 5), st.integers(0, 2)))
    source, target = draw(st.permutations(ADDRESSES))[:2]
    return Packet(source, target, protocol, numbers)


TOPOLOGIES = st.tuples(*(st.lists(rules(), max_size=4) for _ in "ab")).map(
    lambda each: vpc(
        *INTERFACES,
        groups=[Group("sg-a", VPC, tuple(each[0])), Group("sg-b", VPC, tuple(each[1]))],
    )
)


def allows(topology: Topology, rule: Rule, packet: Packet) -> bool:
    """Tell whether EC2 would let a packet pass by a rule (User Guide, "Security group rules")."""
    peer = packet.target if rule.egress else packet.source
    if rule.group:
        members = [i.address for i in topology.interfaces.values() if rule.group in i.groups]
        if peer not in members:
            return False
    elif not any(peer in network for network in rule.networks):
        return False
    if rule.protocol == "-1":
        return True
    number = {"tcp": 6, "udp": 17, "icmp": 1}.get(rule.protocol) or int(rule.protocol)
    return packet.protocol == number and _numbers(rule, packet)


def _numbers(rule: Rule, packet: Packet) -> bool:
    first, second = packet.numbers
    if packet.protocol == 1:
        return rule.from_port in (-1, first) and rule.to_port in (-1, second)
    return packet.protocol not in (6, 17) or rule.from_port <= first <= rule.to_port


@given(TOPOLOGIES, packets(), st.booleans())
def test_an_interface_lets_pass_what_a_rule_of_one_of_its_groups_allows(
    topology: Topology, packet: Packet, egress: bool
) -> None:
    end = packet.source if egress else packet.target
    for one in INTERFACES:
        if one.address == end:
            held = [rule for name in one.groups for rule in topology.groups[name].rules]
            expected = any(allows(topology, rule, packet) for rule in held if rule.egress is egress)
            chain = f"{'out' if egress else 'in'}-{one.id}"
            assert accepts(firewall.ruleset(topology, VPC), chain, packet) is expected


@pytest.mark.sandbox
@needs_machines
@settings(max_examples=50)
@given(TOPOLOGIES)
def test_nft_takes_every_ruleset(topology: Topology) -> None:
    taken(firewall.ruleset(topology, VPC))


@pytest.mark.sandbox
@needs_machines
def test_nft_takes_an_empty_vpc() -> None:
    taken(firewall.ruleset(Topology(vpcs=vpc().vpcs), VPC))


def taken(ruleset: str) -> None:
    """Fail with what nft says when it refuses a text."""
    checked = subprocess.run(
        ["nft", "--check", "--file", "-"],
        input=ruleset,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.stderr == ""


def test_an_interface_takes_nothing_that_is_for_another_unless_its_check_is_off() -> None:
    checked = interface("private", 10, "sg-a")
    stray = Packet(OUTSIDE, IPv4Address("10.0.1.99"), 6, (80, 0))
    for one, expected in ((checked, False), (replace(checked, source_dest_check=False), True)):
        text = firewall.ruleset(vpc(one, groups=[group("sg-a", tcp(80, "0.0.0.0/0"))]), VPC)
        assert accepts(text, f"in-{one.id}", stray) is expected


def test_an_interface_whose_groups_are_all_gone_takes_nothing() -> None:
    lonely = interface("private", 10, "sg-gone")
    packet = Packet(OUTSIDE, lonely.address, 6, (80, 0))
    assert not accepts(firewall.ruleset(vpc(lonely), VPC), f"in-{lonely.id}", packet)


def test_the_resolver_answers_unless_the_vpc_does_without() -> None:
    topology = vpc()
    assert "10.0.0.2 } udp dport 53 accept" in firewall.ruleset(topology, VPC)
    without = {VPC: replace(topology.vpcs[VPC], dns_support=False)}
    assert "dport 53" not in firewall.ruleset(replace(topology, vpcs=without), VPC)
