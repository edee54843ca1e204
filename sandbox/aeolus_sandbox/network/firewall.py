"""Security groups and address translation of a VPC, as nftables' rules for its router.

A packet from one interface to another passes the router once, and there two chains: what the
sender's groups let out, then what the receiver's let in; both drop what no rule allows, and let
pass what belongs to a tracked flow (Amazon EC2 User Guide, "Security group connection tracking").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from ipaddress import IPv4Address

from aeolus_sandbox.network import devices, rules
from aeolus_sandbox.network.model import Group, Interface, Topology, Vpc

TABLE = "vpc"
# Amazon VPC User Guide, "Amazon DNS": the resolver's other address, the same in every VPC.
RESOLVER = IPv4Address("169.254.169.253")
# Amazon EC2 User Guide, "Use instance metadata": where every instance finds its own.
METADATA = IPv4Address("169.254.169.254")


def ruleset(topology: Topology, vpc_id: str) -> str:
    """Return the text that `nft -f` applies at once in the router of a VPC, whatever was before."""
    vpc = topology.vpcs[vpc_id]
    interfaces = topology.interfaces_of(vpc_id)
    groups = [group for group in topology.groups.values() if group.vpc == vpc_id]
    known = {group.id for group in groups}
    parts = [
        f"table ip {TABLE}",  # so that there is one to delete
        f"delete table ip {TABLE}",
        f"table ip {TABLE} {{",
        *_sets(topology, vpc, interfaces, groups),
        *_spoofing(),
        *_translation(interfaces),
        *_local(vpc),
        *_forwarding(interfaces),
        *(line for group in groups for line in rules.chains(group, known)),
        *(line for interface in interfaces for line in _interface(interface, known)),
        "}",
    ]
    return "\n".join(parts) + "\n"


def _sets(
    topology: Topology, vpc: Vpc, interfaces: list[Interface], groups: list[Group]
) -> Iterator[str]:
    checked = [one for one in interfaces if one.source_dest_check]
    unchecked = [one for one in interfaces if not one.source_dest_check]
    own = [f"{devices.of(one)} . {one.address}" for one in checked]
    yield from _set("own", "type ifname . ipv4_addr", own)
    yield from _set("unchecked", "type ifname", map(devices.of, unchecked))
    public = [one for one in interfaces if one.public_address]
    yield from _set("public", "type ipv4_addr", [one.address for one in public])
    yield from _set("inside", "type ipv4_addr; flags interval; auto-merge", vpc.cidr_blocks)
    for group in groups:
        yield from _set(rules.members(group.id), "type ipv4_addr", topology.members[group.id])


def _set(name: str, kind: str, elements: Iterable[object]) -> Iterator[str]:
    listed = ", ".join(map(str, elements))
    # An empty list of elements is a syntax error.
    yield f"set {name} {{ {kind}; {f'elements = {{ {listed} }};' if listed else ''} }}"


def _spoofing() -> Iterator[str]:
    """Amazon EC2 User Guide, NetworkInterface: source_dest_check, of the source."""
    yield "chain spoofing { type filter hook prerouting priority raw; policy drop;"
    yield "iifname lo accept"
    yield "iifname . ip saddr @own accept"
    yield "iifname @unchecked accept"
    yield f"iifname {devices.INTERNET_GATEWAY} ip saddr != @inside accept"
    yield f'iifname "{devices.ENDPOINTS}*" ip saddr != @inside accept'
    yield "}"


def _translation(interfaces: list[Interface]) -> Iterator[str]:
    """Amazon VPC User Guide, "Internet gateway basics": one-to-one, both ways."""
    public = {one.address: one.public_address for one in interfaces if one.public_address}
    outward = ", ".join(f"{private} : {outside}" for private, outside in public.items())
    inward = ", ".join(f"{outside} : {private}" for private, outside in public.items())
    gateway = devices.INTERNET_GATEWAY
    yield "chain inward { type nat hook prerouting priority dstnat;"
    if public:
        yield f"iifname {gateway} dnat to ip daddr map {{ {inward} }}"
    yield "}"
    yield "chain outward { type nat hook postrouting priority srcnat;"
    if public:
        yield f"oifname {gateway} snat to ip saddr map {{ {outward} }}"
    # The service is to know by which endpoint one comes: the link has an address of its own.
    yield f'oifname "{devices.ENDPOINTS}*" masquerade'
    yield "}"


def _local(vpc: Vpc) -> Iterator[str]:
    """What the router itself answers, to whom no security group forbids it."""
    resolvers = f"{{ {RESOLVER}, {vpc.resolver} }}"
    yield "chain local { type filter hook input priority filter; policy drop;"
    yield "iifname lo accept"
    yield "ct state established,related accept"
    yield 'iifname != "v*" drop'
    yield f"ip daddr {METADATA} tcp dport 80 accept"
    if vpc.dns_support:
        yield f"ip daddr {resolvers} udp dport 53 accept"
        yield f"ip daddr {resolvers} tcp dport 53 accept"
    yield "}"


def _forwarding(interfaces: list[Interface]) -> Iterator[str]:
    gateway, endpoints = devices.INTERNET_GATEWAY, f'"{devices.ENDPOINTS}*"'
    tracked = "ct state established,related accept"
    yield "chain egress { type filter hook forward priority 0; policy drop;"
    yield tracked
    yield "ct state invalid drop"
    yield f"oifname {gateway} ip saddr != @public drop"
    yield f"iifname {gateway} accept"
    yield from _dispatch("iifname", "out", interfaces)
    yield "}"
    yield "chain ingress { type filter hook forward priority 10; policy drop;"
    yield tracked
    yield f"oifname {gateway} accept"
    yield f"oifname {endpoints} accept"
    yield from _dispatch("oifname", "in", interfaces)
    yield "}"


def _dispatch(key: str, way: str, interfaces: list[Interface]) -> Iterator[str]:
    chains = [f"{devices.of(one)} : jump {way}-{one.id}" for one in interfaces]
    if chains:
        yield f"{key} vmap {{ {', '.join(chains)} }}"


def _interface(interface: Interface, known: Set[str]) -> Iterator[str]:
    for way in ("out", "in"):
        yield f"chain {way}-{interface.id} {{"
        if way == "in" and interface.source_dest_check:
            yield f"ip daddr != {interface.address} drop"
        if interface.filtered:
            yield from (f"jump {way}-{group}" for group in interface.groups if group in known)
        else:
            yield "accept"
        yield "}"
