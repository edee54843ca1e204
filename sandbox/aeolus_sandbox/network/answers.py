"""What each answer of the EC2 API means for the network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import IPv4Address, IPv4Network
from typing import Any

from aeolus_sandbox.network.model import Interface, Route, RouteTable, Rule, TargetKind

Answer = dict[str, Any]
PrefixLists = dict[str, tuple[IPv4Network, ...]]

# The field of a route (Amazon EC2 API Reference, Route) and what its value leads to.
_TARGETS = {
    "NatGatewayId": TargetKind.NAT_GATEWAY,
    "NetworkInterfaceId": TargetKind.INTERFACE,
}
_GATEWAYS = {"igw": TargetKind.INTERNET_GATEWAY, "vpce": TargetKind.ENDPOINT}


def route_tables(tables: list[Answer], prefixes: PrefixLists) -> Iterator[RouteTable]:
    """Return the route tables of an answer; routes for IPv6 are left out."""
    for table in tables:
        routes = tuple(_route(route, prefixes) for route in table["Routes"])
        kept = tuple(route for route in routes if route.destinations)
        yield RouteTable(table["RouteTableId"], table["VpcId"], kept)


def _route(route: Answer, prefixes: PrefixLists) -> Route:
    if listed := route.get("DestinationPrefixListId"):
        destinations = prefixes.get(listed, ())
    else:
        cidr = route.get("DestinationCidrBlock")
        destinations = (IPv4Network(cidr),) if cidr else ()
    if route.get("State") == "blackhole":
        return Route(destinations, TargetKind.BLACKHOLE)
    if gateway := route.get("GatewayId"):
        if gateway == "local":
            return Route(destinations, TargetKind.LOCAL)
        kind = _GATEWAYS.get(gateway.partition("-")[0], TargetKind.BLACKHOLE)
        return Route(destinations, kind, gateway)
    for key, kind in _TARGETS.items():
        if target := route.get(key):
            return Route(destinations, kind, target)
    return Route(destinations, TargetKind.BLACKHOLE)


def rule(answer: Answer, prefixes: PrefixLists) -> Rule:
    """Return the rule of an answer (Amazon EC2 API Reference, SecurityGroupRule)."""
    networks: tuple[IPv4Network, ...] = ()
    if cidr := answer.get("CidrIpv4"):
        networks = (IPv4Network(cidr, strict=False),)
    elif listed := answer.get("PrefixListId"):
        networks = prefixes.get(listed, ())
    return Rule(
        egress=answer["IsEgress"],
        protocol=answer["IpProtocol"],
        from_port=answer.get("FromPort", -1),
        to_port=answer.get("ToPort", -1),
        networks=networks,
        group=answer.get("ReferencedGroupInfo", {}).get("GroupId"),
    )


def interface(answer: Answer, endpoint: str | None) -> Interface:
    """Return the interface of an answer; its owner is `endpoint`, else what it is attached to."""
    public = answer.get("Association", {}).get("PublicIp")
    return Interface(
        id=answer["NetworkInterfaceId"],
        vpc=answer["VpcId"],
        subnet=answer["SubnetId"],
        address=IPv4Address(answer["PrivateIpAddress"]),
        mac=answer["MacAddress"],
        groups=tuple(group["GroupId"] for group in answer["Groups"]),
        public_address=IPv4Address(public) if public else None,
        source_dest_check=answer["SourceDestCheck"],
        owner=endpoint or answer.get("Attachment", {}).get("InstanceId", ""),
    )


def gateway_interface(answer: Answer, gateway: str) -> Interface:
    """Return the interface of a NAT gateway, which forwards what is another's, as no group says.

    Amazon VPC User Guide, "NAT gateway basics": no security group can be associated.
    """
    plain = interface(answer, gateway)
    return replace(plain, groups=(), filtered=False, source_dest_check=False)
