"""Route tables of a VPC, as the routing tables of its router.

Each interface's link is led to the table of its subnet. There the most specific route wins, as in
a VPC; the VPC's own addresses are looked up in the main table, where each link has its address;
and what no route leads anywhere is dropped in silence.
"""

from __future__ import annotations

import zlib
from collections.abc import Set
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network

from aeolus_sandbox.network import devices
from aeolus_sandbox.network.model import Route, RouteTable, TargetKind, Topology

# The internet's end of every way out of a VPC: link-local, and nobody's in the VPC.
NEXT_HOP = IPv4Address("169.254.0.2")
_EVERYWHERE = IPv4Network("0.0.0.0/0")
_BLACKHOLE = "blackhole"
# Below are the tables that Linux has of its own.
_FIRST_TABLE = 256


@dataclass(frozen=True)
class Plan:
    """What the router is to route: the table of each link, and each table's ways by destination."""

    links: dict[str, int]
    tables: dict[int, dict[IPv4Network, str]]


def plan(topology: Topology, vpc_id: str, up: Set[str]) -> Plan:
    """Return the plan for a VPC whose router has the links `up`; others lead nowhere."""
    tables = [table for table in topology.route_tables.values() if table.vpc == vpc_id]
    links = {}
    for interface in topology.interfaces_of(vpc_id):
        subnet = topology.subnets.get(interface.subnet)
        if subnet and subnet.route_table in topology.route_tables:
            links[devices.of(interface)] = number(subnet.route_table)
    ways = {number(table.id): _ways(topology, table, up) for table in tables}
    return Plan({name: table for name, table in links.items() if name in up}, ways)


def number(route_table: str) -> int:
    """Return Linux's number for a route table, the same each time."""
    return _FIRST_TABLE + zlib.crc32(route_table.encode()) % (1 << 31)


def _ways(topology: Topology, table: RouteTable, up: Set[str]) -> dict[IPv4Network, str]:
    ways = {_EVERYWHERE: _BLACKHOLE}
    for route in table.routes:
        way = _way(topology, table.vpc, route, up)
        ways |= dict.fromkeys(route.destinations, way)
    return ways


def _way(topology: Topology, vpc_id: str, route: Route, up: Set[str]) -> str:
    """Return how ip-route(8) says a route, without its destination."""
    via, device = NEXT_HOP, ""
    match route.kind:
        case TargetKind.LOCAL:
            return "throw"
        case TargetKind.INTERNET_GATEWAY:
            if topology.vpcs[vpc_id].internet_gateway == route.target:
                device = devices.INTERNET_GATEWAY
        case TargetKind.ENDPOINT:
            if endpoint := topology.endpoints.get(route.target):
                device = devices.of_endpoint(endpoint)
        case TargetKind.NAT_GATEWAY | TargetKind.INTERFACE:
            gateway = topology.nat_gateways.get(route.target)
            name = gateway.interface if gateway else route.target
            if interface := topology.interfaces.get(name):
                via, device = interface.address, devices.of(interface)
    return f"via {via} dev {device} onlink" if device in up else _BLACKHOLE
