"""The rules of security groups, as nftables says them."""

from __future__ import annotations

from collections.abc import Iterator, Set
from ipaddress import collapse_addresses

from aeolus_sandbox.network.model import Group, Rule

# Internet Protocol numbers that a rule may give instead of a name.
_NAMES = {"1": "icmp", "6": "tcp", "17": "udp"}


def chains(group: Group, known: Set[str]) -> Iterator[str]:
    """Yield the chains of a group, `out-ID` and `in-ID`, which accept what its rules allow.

    A rule whose peer is a group that is not among the `known` ones allows nothing.
    """
    for way, egress in (("out", True), ("in", False)):
        yield f"chain {way}-{group.id} {{"
        for rule in group.rules:
            if rule.egress is egress and (rule.group in known or rule.networks):
                yield " ".join(filter(None, (_peer(rule), _traffic(rule), "accept")))
        yield "}"


def members(group: str) -> str:
    """Return the name of the set of the addresses of a group's members."""
    return f"members-{group}"


def _peer(rule: Rule) -> str:
    field = "ip daddr" if rule.egress else "ip saddr"
    if rule.group:
        return f"{field} @{members(rule.group)}"
    # nftables refuses networks that overlap.
    networks = ", ".join(map(str, collapse_addresses(rule.networks)))
    return "" if networks == "0.0.0.0/0" else f"{field} {{ {networks} }}"


def _traffic(rule: Rule) -> str:
    """Return the match of protocol and ports (Amazon EC2 API Reference, IpPermission)."""
    protocol = _NAMES.get(rule.protocol, rule.protocol)
    if protocol == "-1":
        return ""
    if rule.from_port != -1:
        if protocol in ("tcp", "udp"):
            return f"{protocol} dport {rule.from_port}-{rule.to_port}"
        if protocol == "icmp":
            code = f" icmp code {rule.to_port}" if rule.to_port != -1 else ""
            return f"icmp type {rule.from_port}{code}"
    return f"meta l4proto {protocol}"
