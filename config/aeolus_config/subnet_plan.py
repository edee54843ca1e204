"""How a VPC's addresses are divided: arithmetic alone, for the construct and for the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network

RESERVED_ADDRESSES = 5
"""AWS keeps five addresses of every subnet (Amazon VPC User Guide, "Subnet sizing")."""

LARGEST_VPC_PREFIX = 16
"""The largest VPC is a /16 (Amazon VPC User Guide, "VPC CIDR blocks")."""

SMALLEST_VPC_PREFIX = 21
"""A /21 is the smallest with a /27 per zone for load balancers, the least they take (Application
Load Balancers guide, "Subnets for your load balancer")."""

ZONE_LETTERS = "abcdef"
_PRIVATE_BITS = 3  # eighths of the VPC: one for each of six zones
_SMALL_BITS = 6  # the two eighths left, each in eight: public and data subnets


@dataclass(frozen=True)
class ZoneSubnets:
    """The subnets of one availability zone."""

    public: IPv4Network
    """Load balancers, NAT gateways and single nodes: 1/64 of the VPC."""
    private: IPv4Network
    """Nodes: 1/8 of the VPC."""
    data: IPv4Network
    """Metastore and broker: 1/64 of the VPC."""


def plan_subnets(cidr_block: str, availability_zones: Sequence[str]) -> dict[str, ZoneSubnets]:
    """Return zone → subnets of the VPC network `cidr_block`.

    A zone's share follows from its letter, so that adding or removing a zone never moves the
    subnets of another (Terraform would replace them, and the database with them). Raises
    ValueError when the VPC is no /16 to /21, or a zone's letter is not of `ZONE_LETTERS`.
    """
    vpc = IPv4Network(cidr_block)
    if not LARGEST_VPC_PREFIX <= vpc.prefixlen <= SMALLEST_VPC_PREFIX:
        raise ValueError(
            f"{cidr_block} is a /{vpc.prefixlen}: give the VPC a /{LARGEST_VPC_PREFIX} to "
            f"/{SMALLEST_VPC_PREFIX}, so that every zone has room for a load balancer"
        )
    eighths = list(vpc.subnets(_PRIVATE_BITS))
    publics, datas = (list(each.subnets(_SMALL_BITS - _PRIVATE_BITS)) for each in eighths[6:])
    return {
        zone: ZoneSubnets(publics[slot], eighths[slot], datas[slot])
        for zone in availability_zones
        for slot in [_slot(zone)]
    }


def _slot(zone: str) -> int:
    """Return which share of each kind is the zone's."""
    slot = ZONE_LETTERS.find(zone[-1:])
    if slot < 0 or not zone:
        raise ValueError(f"{zone} is no zone with a letter from a to {ZONE_LETTERS[-1]}")
    return slot


def usable_addresses(subnet: IPv4Network) -> int:
    """Return how many network interfaces fit into `subnet`."""
    return subnet.num_addresses - RESERVED_ADDRESSES
