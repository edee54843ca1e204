"""What a region shows the internet: listeners of load balancers, and ports of instances."""

from __future__ import annotations

from dataclasses import dataclass

from aeolus_sandbox.network.model import Interface, Topology

_PROTOCOLS = {80: "HTTP", 443: "HTTPS"}
"""What most say at a port; nobody tells what a program on an instance does."""


@dataclass(frozen=True)
class Listener:
    """A port that the internet reaches, by a load balancer's DNS name or an instance's address."""

    host: str
    port: int
    protocol: str


def shown_interfaces(topology: Topology) -> dict[str, Interface]:
    """Return the interfaces of instances that have a public address, by that address."""
    return {
        str(one.public_address): one
        for one in topology.interfaces.values()
        if one.public_address and one.owner.startswith("i-")
    }


def instances(topology: Topology) -> set[Listener]:
    """Return the single TCP ports that an instance's security groups let some network reach."""
    return {
        Listener(address, rule.from_port, _PROTOCOLS.get(rule.from_port, "TCP"))
        for address, interface in shown_interfaces(topology).items()
        for group in interface.groups
        if group in topology.groups
        for rule in topology.groups[group].rules
        if not rule.egress and rule.protocol == "tcp" and rule.networks
        if rule.from_port == rule.to_port
    }
