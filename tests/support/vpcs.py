"""A VPC of three subnets, as tests draw it: public, private behind a NAT gateway, and isolated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from ipaddress import IPv4Address, IPv4Network

from aeolus_sandbox.network.model import (
    Endpoint,
    Group,
    Interface,
    NatGateway,
    Route,
    RouteTable,
    Rule,
    Subnet,
    TargetKind,
    Topology,
    Vpc,
)

VPC, GATEWAY, NAT = "vpc-0a000000000000001", "igw-0a000000000000001", "nat-0a000000000000001"
NAT_INTERFACE = "eni-0a00000000000000f"
NAT_PUBLIC = IPv4Address("203.0.113.250")
EVERYWHERE = IPv4Network("0.0.0.0/0")
BLOCK = IPv4Network("10.0.0.0/16")
SUBNETS = {"public": "10.0.0.0/24", "private": "10.0.1.0/24", "isolated": "10.0.2.0/24"}
S3 = "com.amazonaws.eu-central-1.s3"
S3_NETWORK = IPv4Network("3.5.0.0/19")
S3_ENDPOINT = "vpce-0a000000000000001"

LOCAL = Route((BLOCK,), TargetKind.LOCAL)
LEAVING = Rule(egress=True, protocol="-1", networks=(EVERYWHERE,))


def vpc(*interfaces: Interface, groups: Iterable[Group] = ()) -> Topology:
    """Return the VPC with these interfaces and groups; of endpoints it has none."""
    base = Topology(
        vpcs={VPC: Vpc(VPC, (BLOCK,), GATEWAY)},
        subnets={
            name: Subnet(name, VPC, IPv4Network(block), "eu-central-1a", f"rtb-{name}")
            for name, block in SUBNETS.items()
        },
        route_tables={
            "rtb-public": table(
                "public", Route((EVERYWHERE,), TargetKind.INTERNET_GATEWAY, GATEWAY)
            ),
            "rtb-private": table("private", Route((EVERYWHERE,), TargetKind.NAT_GATEWAY, NAT)),
            "rtb-isolated": table("isolated"),
        },
        groups={group.id: group for group in groups},
        nat_gateways={NAT: NatGateway(NAT, NAT_INTERFACE)},
        services={S3: (S3_NETWORK,)},
    )
    gateway = replace(
        interface("public", 250, public="203.0.113.250"),
        id=NAT_INTERFACE,
        source_dest_check=False,
        filtered=False,
        owner=NAT,
    )
    return base.including([gateway, *interfaces])


def table(subnet: str, *routes: Route) -> RouteTable:
    """Return the route table of a subnet: these routes, and the local one."""
    return RouteTable(f"rtb-{subnet}", VPC, (LOCAL, *routes))


def interface(subnet: str, number: int, *groups: str, public: str | None = None) -> Interface:
    """Return an interface in a subnet, whose address ends with the number."""
    address = IPv4Network(SUBNETS[subnet])[number]
    return Interface(
        id=f"eni-{int(address):017x}",
        vpc=VPC,
        subnet=subnet,
        address=address,
        mac=f"0a:00:{int(address) >> 24:02x}:00:{address.packed[2]:02x}:{number:02x}",
        groups=groups,
        public_address=IPv4Address(public) if public else None,
    )


def group(name: str, *rules: Rule) -> Group:
    """Return a security group; it lets everything out, as a new one does."""
    return Group(name, VPC, (LEAVING, *rules))


def tcp(port: int, peer: str, to: int | None = None) -> Rule:
    """Return a rule that lets TCP in from a CIDR block, or from a group when it is no block."""
    ports = (port, to or port)
    if "/" in peer:
        return Rule(False, "tcp", *ports, networks=(IPv4Network(peer),))
    return Rule(False, "tcp", *ports, group=peer)


def routed(topology: Topology, *tables: RouteTable) -> Topology:
    """Return the topology with other routes in these tables."""
    return replace(
        topology, route_tables={**topology.route_tables, **{one.id: one for one in tables}}
    )


def with_s3_endpoint(topology: Topology, subnet: str) -> Topology:
    """Return the topology with a gateway endpoint of S3 in the route table of a subnet."""
    before = topology.route_tables[f"rtb-{subnet}"]
    route = Route((S3_NETWORK,), TargetKind.ENDPOINT, S3_ENDPOINT)
    endpoints = {S3_ENDPOINT: Endpoint(S3_ENDPOINT, VPC, S3)}
    after = replace(before, routes=(*before.routes, route))
    return routed(replace(topology, endpoints=endpoints), after)
