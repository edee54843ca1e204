"""Which way a route table leads."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Network

import pytest

from aeolus_sandbox.network import devices, routes
from aeolus_sandbox.network.model import Interface, Route, RouteTable, TargetKind, Topology
from support.vpcs import (
    BLOCK,
    EVERYWHERE,
    GATEWAY,
    NAT,
    NAT_INTERFACE,
    S3_ENDPOINT,
    S3_NETWORK,
    VPC,
    interface,
    routed,
    table,
    vpc,
    with_s3_endpoint,
)

APPLIANCE = interface("public", 20)
CLIENT = interface("private", 10)
ALL_UP = {
    devices.INTERNET_GATEWAY,
    devices.of(APPLIANCE),
    devices.of(CLIENT),
    devices.of(vpc().interfaces[NAT_INTERFACE]),
}
SOMEWHERE = IPv4Network("192.0.2.0/24")
TOPOLOGY = vpc(APPLIANCE, CLIENT)


def ways(topology: Topology, name: str, up: set[str] = ALL_UP) -> dict[IPv4Network, str]:
    """Return the ways of a route table."""
    return routes.plan(topology, VPC, up).tables[routes.number(name)]


def leading(kind: TargetKind, target: str) -> RouteTable:
    """Return a table that leads somewhere by a target."""
    return table("private", Route((SOMEWHERE,), kind, target))


def through(interface: Interface) -> str:
    return f"via {interface.address} dev {devices.of(interface)} onlink"


@pytest.mark.parametrize(
    ("kind", "target", "way"),
    [
        (TargetKind.INTERNET_GATEWAY, GATEWAY, "via 169.254.0.2 dev igw onlink"),
        (TargetKind.NAT_GATEWAY, NAT, through(TOPOLOGY.interfaces[NAT_INTERFACE])),
        (TargetKind.INTERFACE, APPLIANCE.id, through(APPLIANCE)),
        (TargetKind.INTERNET_GATEWAY, "igw-of-another", "blackhole"),
        (TargetKind.NAT_GATEWAY, "nat-gone", "blackhole"),
        (TargetKind.INTERFACE, "eni-gone", "blackhole"),
        (TargetKind.ENDPOINT, "vpce-gone", "blackhole"),
        (TargetKind.BLACKHOLE, "", "blackhole"),
    ],
)
def test_a_route_leads_to_its_target_or_nowhere(kind: TargetKind, target: str, way: str) -> None:
    found = ways(routed(TOPOLOGY, leading(kind, target)), "rtb-private")
    assert found == {EVERYWHERE: "blackhole", BLOCK: "throw", SOMEWHERE: way}


def test_a_target_whose_link_is_down_leads_nowhere() -> None:
    assert ways(TOPOLOGY, "rtb-private")[EVERYWHERE] != "blackhole"
    assert ways(TOPOLOGY, "rtb-private", up=set())[EVERYWHERE] == "blackhole"


def test_an_endpoint_takes_the_networks_of_its_service() -> None:
    topology = with_s3_endpoint(TOPOLOGY, "isolated")
    device = devices.of_endpoint(topology.endpoints[S3_ENDPOINT])
    found = ways(topology, "rtb-isolated", {device})
    assert found[S3_NETWORK] == f"via 169.254.0.2 dev {device} onlink"
    assert found[EVERYWHERE] == "blackhole"


def test_each_link_is_led_to_the_table_of_its_subnet() -> None:
    links = routes.plan(TOPOLOGY, VPC, ALL_UP).links
    assert links[devices.of(CLIENT)] == routes.number("rtb-private")
    assert links[devices.of(APPLIANCE)] == routes.number("rtb-public")
    # One that is not there yet is led nowhere: its rule comes with it.
    assert routes.plan(TOPOLOGY, VPC, {devices.of(CLIENT)}).links.keys() == {devices.of(CLIENT)}


def test_nothing_of_another_vpc_is_planned() -> None:
    other = replace(TOPOLOGY.route_tables["rtb-public"], id="rtb-other", vpc="vpc-other")
    stranger = replace(CLIENT, id="eni-0123456789abcdef0", vpc="vpc-other")
    found = routes.plan(routed(TOPOLOGY, other).including([stranger]), VPC, ALL_UP)
    assert found == routes.plan(TOPOLOGY, VPC, ALL_UP)
