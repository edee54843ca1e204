"""The VPC that an environment makes: its size, its addresses, its room."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network
from math import ceil

from aeolus_config.model import Environment, Topology, WorkerGroupConfig
from aeolus_config.subnet_plan import LARGEST_VPC_PREFIX, RESERVED_ADDRESSES, SMALLEST_VPC_PREFIX

from .registry import Finding, rule

PRIVATE = tuple(
    IPv4Network(each) for each in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
)
"""RFC 1918 and RFC 6598."""

LOAD_BALANCER_ADDRESSES = 8
"""Free addresses that a load balancer wants of each of its subnets."""

OTHER_ADDRESSES = 16
"""Set aside in each private subnet for VPC endpoints and the network interfaces of Lambdas."""


def most_nodes(environment: Environment) -> int:
    """Return how many nodes there may be: masters, each worker group at its maximum, and its pool.

    A stopped instance keeps its address (Amazon EC2 User Guide, "Stop and start").
    """
    groups = environment.workers.values()
    return environment.masters.count + sum(map(_most_workers, groups))


def most_nodes_in(environment: Environment, zone: str) -> int:
    """Return how many nodes there may be in a zone, while another is lost."""
    everywhere = environment.masters.count
    here = 0
    for group in environment.workers.values():
        if not group.availability_zones:
            everywhere += _most_workers(group)
        elif zone in group.availability_zones:
            here += _share(_most_workers(group), len(group.availability_zones))
    return here + _share(everywhere, len(environment.availability_zones))


def _most_workers(group: WorkerGroupConfig) -> int:
    return group.max_size + (group.warm_pool.min_size if group.warm_pool else 0)


def _share(nodes: int, zones: int) -> int:
    """Return how many of these nodes a zone has to hold, one of so many zones being lost."""
    return ceil(nodes / max(zones - 1, 1))


@rule(source="Amazon VPC User Guide, VPC CIDR blocks; aeolus_config.subnet_plan")
def vpc_can_be_divided(environment: Environment) -> Iterator[Finding]:
    """A VPC made here is a /16 to /21: AWS's largest, and room for load balancers in six zones."""
    prefix = IPv4Network(environment.network.cidr_block).prefixlen
    if environment.network.existing is None and not (
        LARGEST_VPC_PREFIX <= prefix <= SMALLEST_VPC_PREFIX
    ):
        yield Finding(
            ("network", "cidr_block"),
            f"is a /{prefix}; a VPC is divided from a /{LARGEST_VPC_PREFIX} to a "
            f"/{SMALLEST_VPC_PREFIX}",
            f"write a /{LARGEST_VPC_PREFIX}, such as 10.40.0.0/16",
        )


@rule(source="Amazon VPC User Guide, VPC CIDR blocks; RFC 1918")
def vpc_has_private_addresses(environment: Environment) -> Iterator[Finding]:
    """A VPC made here has private addresses, so that it hides no part of the internet."""
    network = IPv4Network(environment.network.cidr_block)
    if environment.network.existing is None and not any(map(network.subnet_of, PRIVATE)):
        yield Finding(
            ("network", "cidr_block"),
            f"is not private; private are {', '.join(map(str, PRIVATE))}",
            "write a network within one of these",
        )


@rule(source="Amazon VPC User Guide, Subnet sizing; Application Load Balancers, Subnets")
def subnets_hold_all_nodes(environment: Environment) -> Iterator[Finding]:
    """A zone's subnet holds its share of the most nodes there can be, with one zone lost."""
    network = environment.network
    if environment.topology is not Topology.CLUSTER or network.existing is not None:
        return
    prefix = IPv4Network(network.cidr_block).prefixlen + 3  # an eighth: aeolus_config.subnet_plan
    room = 2 ** (32 - prefix) - RESERVED_ADDRESSES if prefix <= 32 else 0
    balancers = 2 if environment.web.internal else 1
    others = balancers * LOAD_BALANCER_ADDRESSES + OTHER_ADDRESSES
    nodes = max(most_nodes_in(environment, zone) for zone in environment.availability_zones)
    if nodes + others > room:
        yield Finding(
            ("network", "cidr_block"),
            f"gives each zone {room} addresses for nodes, and {nodes + others} are needed: {nodes} "
            f"of at most {most_nodes(environment)} nodes, a zone being lost, and {others} for load "
            "balancers, endpoints and functions",
            "lower max_size of the groups, add a zone, or write a larger network",
        )


@rule(source="Amazon VPC User Guide, Subnet sizing")
def existing_vpc_holds_all_nodes(environment: Environment) -> Iterator[Finding]:
    """An existing VPC is large enough for the most nodes there can be."""
    existing = environment.network.existing
    if environment.topology is not Topology.CLUSTER or existing is None:
        return
    room = IPv4Network(existing.cidr_block).num_addresses - RESERVED_ADDRESSES
    if most_nodes(environment) > room:
        yield Finding(
            ("network", "existing", "cidr_block"),
            f"has {room} addresses, and there may be {most_nodes(environment)} nodes",
            "lower max_size of the groups, or take a larger VPC",
        )
