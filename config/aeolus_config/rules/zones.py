"""Availability zones."""

from __future__ import annotations

from collections.abc import Iterator

from aeolus_config.model import Environment, Topology
from aeolus_config.subnet_plan import ZONE_LETTERS

from .registry import Finding, rule


@rule(source="AWS Regions and Availability Zones, Availability Zones")
def zones_lie_in_region(environment: Environment) -> Iterator[Finding]:
    """Every zone is the region's name and a letter."""
    for index, zone in enumerate(environment.availability_zones):
        if zone[:-1] != environment.region:
            yield Finding(
                ("availability_zones", index),
                f"is no zone of {environment.region}",
                f"write {environment.region}{zone[-1]}",
            )


@rule(source="AWS Regions and Availability Zones, Availability Zones")
def zones_differ(environment: Environment) -> Iterator[Finding]:
    """No zone is named twice."""
    zones = environment.availability_zones
    for index, zone in enumerate(zones):
        if zone in zones[:index]:
            yield Finding(("availability_zones", index), "is named twice", "remove one")


@rule(source="Elastic Load Balancing, Availability Zones; Amazon RDS User Guide, DB subnet groups")
def cluster_spans_two_zones(environment: Environment) -> Iterator[Finding]:
    """A cluster has two zones at least: its load balancers and its database demand them."""
    count = len(set(environment.availability_zones))
    if environment.topology is Topology.CLUSTER and count < 2:
        yield Finding(
            ("availability_zones",),
            "has one zone; load balancers and RDS take no fewer than two",
            "add another zone of the region",
        )


@rule(source="aeolus_config.subnet_plan")
def zones_have_a_share_of_the_network(environment: Environment) -> Iterator[Finding]:
    """The zones of a VPC made here have letters that the plan of subnets knows."""
    if environment.network.existing is not None:
        return
    for index, zone in enumerate(environment.availability_zones):
        if zone[-1] not in ZONE_LETTERS:
            yield Finding(
                ("availability_zones", index),
                f"has no share of the network, which is divided among {', '.join(ZONE_LETTERS)}",
                "take another zone, or an existing network",
            )
