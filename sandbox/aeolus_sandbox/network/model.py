"""What EC2 says of a region's network: plain facts, from which rules, routes and names follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from ipaddress import IPv4Address, IPv4Network


@dataclass(frozen=True)
class Vpc:
    """A VPC; `internet_gateway` is the one attached to it. The first block is its primary one."""

    id: str
    cidr_blocks: tuple[IPv4Network, ...]
    internet_gateway: str | None = None
    dns_support: bool = True
    dns_hostnames: bool = False

    @property
    def resolver(self) -> IPv4Address:
        """The address of its resolver (Amazon VPC User Guide, "Amazon DNS": base plus two)."""
        return self.cidr_blocks[0].network_address + 2


@dataclass(frozen=True)
class Subnet:
    """A subnet; `route_table` is the one associated with it, else its VPC's main one."""

    id: str
    vpc: str
    cidr_block: IPv4Network
    zone: str
    route_table: str


class TargetKind(StrEnum):
    """What a route leads to; BLACKHOLE is also every target that is gone or not known here."""

    LOCAL = "local"
    INTERNET_GATEWAY = "internet gateway"
    NAT_GATEWAY = "NAT gateway"
    INTERFACE = "network interface"
    ENDPOINT = "gateway endpoint"
    BLACKHOLE = "blackhole"


@dataclass(frozen=True)
class Route:
    """A route; a prefix list is the networks in it."""

    destinations: tuple[IPv4Network, ...]
    kind: TargetKind
    target: str = ""


@dataclass(frozen=True)
class RouteTable:
    """A route table, its local routes included."""

    id: str
    vpc: str
    routes: tuple[Route, ...]


@dataclass(frozen=True)
class Rule:
    """A rule of a security group, for IPv4.

    `protocol` is `tcp`, `udp`, `icmp`, a number, or `-1` for all. The ports of tcp and udp include
    both ends; of icmp the first is the type, the second the code; -1 is any. The peer is
    `networks` (a CIDR, or those of a prefix list), or the members of another `group`.
    """

    egress: bool
    protocol: str
    from_port: int = -1
    to_port: int = -1
    networks: tuple[IPv4Network, ...] = ()
    group: str | None = None


@dataclass(frozen=True)
class Group:
    """A security group."""

    id: str
    vpc: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Interface:
    """A network interface. `owner` is the id of the instance, NAT gateway or endpoint it serves.

    One that is not `filtered` heeds no security group, as that of a NAT gateway.
    """

    id: str
    vpc: str
    subnet: str
    address: IPv4Address
    mac: str
    groups: tuple[str, ...] = ()
    public_address: IPv4Address | None = None
    source_dest_check: bool = True
    filtered: bool = True
    owner: str = ""


@dataclass(frozen=True)
class NatGateway:
    """A NAT gateway that is available, and its interface."""

    id: str
    interface: str


@dataclass(frozen=True)
class Endpoint:
    """A VPC endpoint that is available: of the gateway type exactly when it has no interfaces.

    `service` is its name, as `com.amazonaws.eu-central-1.s3`; `policy` the JSON it was given. What
    `private_names` mean they mean in its VPC, what `names` mean everywhere.
    """

    id: str
    vpc: str
    service: str
    interfaces: tuple[str, ...] = ()
    private_names: tuple[str, ...] = ()
    policy: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Topology:
    """A region's network at one moment, each kind of resource by its id.

    `services` are the networks of the services for which EC2 keeps a prefix list, by their names.
    """

    vpcs: dict[str, Vpc] = field(default_factory=dict)
    subnets: dict[str, Subnet] = field(default_factory=dict)
    route_tables: dict[str, RouteTable] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    interfaces: dict[str, Interface] = field(default_factory=dict)
    nat_gateways: dict[str, NatGateway] = field(default_factory=dict)
    endpoints: dict[str, Endpoint] = field(default_factory=dict)
    services: dict[str, tuple[IPv4Network, ...]] = field(default_factory=dict)

    def including(self, interfaces: Iterable[Interface], groups: Iterable[Group] = ()) -> Topology:
        """Return this with more interfaces: of databases and others of which EC2 says nothing."""
        more = {interface.id: interface for interface in interfaces}
        known = {group.id: group for group in groups}
        return replace(
            self, interfaces={**self.interfaces, **more}, groups={**self.groups, **known}
        )

    def interfaces_of(self, vpc: str) -> list[Interface]:
        """Return the interfaces in a VPC, by id."""
        found = [interface for interface in self.interfaces.values() if interface.vpc == vpc]
        return sorted(found, key=lambda interface: interface.id)

    @cached_property
    def members(self) -> dict[str, list[IPv4Address]]:
        """The private addresses of the interfaces in each security group, sorted."""
        found: dict[str, list[IPv4Address]] = {group: [] for group in self.groups}
        for interface in self.interfaces.values():
            for group in interface.groups:
                found.setdefault(group, []).append(interface.address)
        return {group: sorted(addresses) for group, addresses in found.items()}
