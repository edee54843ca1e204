"""A VPC that is already there."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network

from aeolus_config.model import Environment, ExistingNetwork, Topology

from .registry import Finding, rule

OWN = ("cidr_block", "flow_logs_retention_in_days")
"""Keys of a network that is made here."""

KINDS = ("public_subnet_ids", "private_subnet_ids", "data_subnet_ids")


@rule(source="Aeolus")
def existing_network_is_left_alone(environment: Environment) -> Iterator[Finding]:
    """With an existing network, nothing is set that only a new one has."""
    network = environment.network
    if network.existing is None:
        return
    for key in OWN:
        if key in network.model_fields_set:
            yield Finding(
                ("network", key),
                "is for a network made here, and network.existing names one that is there",
                "remove one of the two",
            )


@rule(source="Amazon VPC User Guide, VPC CIDR blocks")
def existing_network_has_a_vpcs_size(environment: Environment) -> Iterator[Finding]:
    """An existing VPC's network is one that AWS can have made."""
    existing = environment.network.existing
    if existing and not 16 <= IPv4Network(existing.cidr_block).prefixlen <= 28:
        yield Finding(
            ("network", "existing", "cidr_block"),
            "is no VPC's network: these are from a /16 to a /28",
            "write the VPC's own, as the console shows it",
        )


@rule(source="Application Load Balancers, Subnets; Amazon RDS User Guide, DB subnet groups")
def existing_subnets_cover_the_zones(environment: Environment) -> Iterator[Finding]:
    """An existing network has a subnet of every kind needed in each zone, and in no other."""
    existing = environment.network.existing
    if existing is None:
        return
    for kind in KINDS:
        has = getattr(existing, kind)
        for zone in environment.availability_zones:
            if kind in _needed(environment, existing) and zone not in has:
                yield Finding(
                    ("network", "existing", kind),
                    f"has no subnet in {zone}",
                    f"add {zone}: subnet-…, or remove the zone from availability_zones",
                )
        for zone in has:
            if zone not in environment.availability_zones:
                yield Finding(
                    ("network", "existing", kind, zone),
                    "is in a zone that availability_zones does not have",
                    f"add {zone} there, or remove it here",
                )


@rule(source="Amazon VPC User Guide, Subnets")
def existing_subnets_differ(environment: Environment) -> Iterator[Finding]:
    """No subnet serves twice: public, private and data subnets have routes of their own."""
    existing = environment.network.existing
    if existing is None:
        return
    seen: dict[str, str] = {}
    for kind in KINDS:
        for zone, subnet in getattr(existing, kind).items():
            if subnet in seen:
                yield Finding(
                    ("network", "existing", kind, zone),
                    f"is {seen[subnet]} already",
                    "name another subnet",
                )
            seen.setdefault(subnet, f"{kind}.{zone}")


def _needed(environment: Environment, existing: ExistingNetwork) -> set[str]:
    """Return the kinds of subnet that must be there in every zone."""
    if environment.topology is Topology.SINGLE_NODE:
        return {"public_subnet_ids"}
    needed = {"private_subnet_ids"}
    if not environment.web.internal:
        needed.add("public_subnet_ids")
    if existing.data_subnet_ids:
        needed.add("data_subnet_ids")
    return needed
