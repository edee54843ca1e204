"""From which address a visitor comes whom a load balancer lets in."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network

from aeolus_sandbox.network.model import Group

_ANYBODY = IPv4Network("0.0.0.0/0")


def visitor(groups: Iterable[Group], port: int) -> IPv4Address | None:
    """Return an address of the first network that may reach a port; None where anybody may.

    Where nobody may, it is None, too: then a visitor sees what anybody sees.
    """
    networks = [
        network
        for group in groups
        for rule in group.rules
        if not rule.egress
        and rule.protocol in ("tcp", "-1")
        and _covers(rule.from_port, rule.to_port, port)
        for network in rule.networks
    ]
    if not networks or _ANYBODY in networks:
        return None
    return next(iter(networks[0].hosts()), networks[0].network_address)


def _covers(first: int, last: int, port: int) -> bool:
    return first == -1 or first <= port <= last
