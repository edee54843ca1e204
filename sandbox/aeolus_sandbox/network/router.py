"""The router of a VPC: the namespace through which every packet of its interfaces passes."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address

from aeolus_sandbox.network import firewall, kernel, namespaces, routes
from aeolus_sandbox.network.model import Topology

METADATA_ADDRESS = str(firewall.METADATA)


def create(name: str) -> None:
    """Make the namespace, let it forward, and give it the address of instance metadata.

    One that is there stays as it is.
    """
    if not namespaces.exists(name):
        namespaces.create(name)
    kernel.let_forward(name)
    serve_at(name, [firewall.METADATA])


def serve_at(name: str, addresses: Iterable[IPv4Address]) -> None:
    """Give a router addresses of its own, at which services may listen."""
    kernel.batch(name, [f"address replace {address}/32 dev lo" for address in addresses])


def filter_packets(name: str, topology: Topology, vpc: str) -> None:
    """Apply the security groups and address translation of a VPC, all at once."""
    kernel.filter_packets(name, firewall.ruleset(topology, vpc))


def route(name: str, topology: Topology, vpc: str) -> None:
    """Apply the route tables of a VPC to the links that are up."""
    planned = routes.plan(topology, vpc, kernel.links_up(name))
    # Tables first: a link is led to one that is complete.
    kernel.route_tables(name, planned.tables)
    kernel.lead(name, planned.links)
