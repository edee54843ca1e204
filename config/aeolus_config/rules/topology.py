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
    """A single node has a public address, and no other node has."""
    is_public = environment.network.egress is Egress.PUBLIC_IP
    if environment.topology is Topology.CLUSTER and is_public:
        yield Finding(
            ("network", "egress"),
            "gives a node its own address, and a cluster's nodes live in private subnets",
            "use nat_gateway_per_az, nat_gateway or none",
        )
    if environment.topology is Topology.SINGLE_NODE and not is_public:
        yield Finding(
            ("network", "egress"),
            "leaves a single node in a private subnet, where nobody can reach its web pages",
            "use public_ip",
        )


@rule(source="AWS Certificate Manager, Services integrated with ACM")
def single_node_has_no_load_balancer(environment: Environment) -> Iterator[Finding]:
    """A single node sets nothing that only a load balancer has: a scheme, ACM's certificate."""
    if environment.topology is not Topology.SINGLE_NODE:
        return
    if environment.web.internal:
        yield Finding(
            ("web", "internal"),
            "is for a load balancer; a single node has an address of its own, which is public",
            "remove it: allowed_cidr_blocks says who may connect",
        )
    if environment.web.certificate_arn is not None:
        yield Finding(
            ("web", "certificate_arn"),
            "is for a load balancer, which a single node does not have",
            "put the certificate into a secret, and its ARN into web.certificate_secret_arn",
        )


@rule(source="AWS Certificate Manager, Services integrated with ACM")
def load_balancer_has_its_certificate_from_acm(environment: Environment) -> Iterator[Finding]:
    """A certificate in a secret, or by ACME, is for a single node: a load balancer has ACM's."""
    if environment.topology is not Topology.CLUSTER:
        return
    if environment.web.certificate_secret_arn is not None:
        yield Finding(
            ("web", "certificate_secret_arn"),
            "is for a single node; a load balancer takes its certificate from ACM",
            "import it into ACM, and put its ARN into web.certificate_arn",
        )
    if environment.web.acme is not None:
        yield Finding(
            ("web", "acme"),
            "is for a single node; a load balancer takes its certificate from ACM",
            "remove it: with web.hosted_zone_id ACM issues one",
        )
