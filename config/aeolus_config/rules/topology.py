"""What belongs to a cluster, and what to a single node."""

from __future__ import annotations

from collections.abc import Iterator

from aeolus_config.model import Egress, Environment, Topology

from .registry import Finding, rule

SECTIONS = {
    Topology.CLUSTER: ("metastore", "broker", "masters", "workers"),
    Topology.SINGLE_NODE: ("single_node",),
}
"""The sections that only one topology has."""


@rule(source="Aeolus")
def sections_fit_topology(environment: Environment) -> Iterator[Finding]:
    """A file has no section that its topology would ignore."""
    for topology, sections in SECTIONS.items():
        if topology is environment.topology:
            continue
        for section in sections:
            if section in environment.model_fields_set:
                yield Finding(
                    (section,),
                    f"is for topology {topology.value}, and this is {environment.topology.value}",
                    "remove it, or change the topology",
                )


@rule(source="Aeolus")
def cluster_has_workers(environment: Environment) -> Iterator[Finding]:
    """A cluster has at least one worker group."""
    if environment.topology is Topology.CLUSTER and not environment.workers:
        yield Finding(
            ("workers",),
            "has no group, so no task would ever run",
            "add a group: workers: {default: {instance_types: [t4g.small], max_size: 2, "
            "queues: [default]}}",
        )


@rule(source="Aeolus")
def single_node_has_one_zone(environment: Environment) -> Iterator[Finding]:
    """A single node names the one zone that it and its data volume live in."""
    count = len(environment.availability_zones)
    if environment.topology is Topology.SINGLE_NODE and count > 1:
        yield Finding(
            ("availability_zones",),
            f"has {count} zones; a single node and its data volume live in one",
            f"write [{environment.availability_zones[0]}]",
        )


@rule(source="Amazon VPC User Guide, NAT gateways")
def egress_fits_topology(environment: Environment) -> Iterator[Finding]:
    """Only a single node has a public address, and it needs one unless it is internal."""
    is_public = environment.network.egress is Egress.PUBLIC_IP
    if environment.topology is Topology.CLUSTER:
        if is_public:
            yield Finding(
                ("network", "egress"),
                "gives a node its own address, and a cluster's nodes live in private subnets",
                "use nat_gateway_per_az, nat_gateway or none",
            )
    elif not environment.web.internal and not is_public:
        yield Finding(
            ("network", "egress"),
            "leaves a single node in a private subnet, where nobody can reach its web pages",
            "use public_ip, or set web.internal: true",
        )
    elif environment.web.internal and is_public:
        yield Finding(
            ("network", "egress"),
            "gives a public address to a single node that web.internal keeps private",
            "use nat_gateway or none, or set web.internal: false",
        )
