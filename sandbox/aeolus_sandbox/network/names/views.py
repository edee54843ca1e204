"""Which zones are known where: in each VPC, and on the internet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from ipaddress import IPv4Address

from aeolus_sandbox.network.model import Endpoint, Interface, Topology, Vpc
from aeolus_sandbox.network.names import hosts, services
from aeolus_sandbox.network.names.route53 import HostedZone
from aeolus_sandbox.network.names.zone import RecordSet, Zone

# Names that services of the region gave their endpoints: of databases, caches, load balancers.
Endpoints = Mapping[str, tuple[IPv4Address, ...]]
# Amazon RDS User Guide, "DNS cache": so soon a name means another machine after a failover.
_ENDPOINT_TTL_S = 5


def view(
    topology: Topology,
    region: str,
    zones: Iterable[HostedZone],
    endpoints: Endpoints,
    vpc_id: str | None,
) -> list[Zone]:
    """Return the zones that the resolver of a VPC knows, or for None, those of the internet.

    Private ones come before public ones of the same name, and hold only in a VPC with both DNS
    attributes (Amazon VPC User Guide, "DNS attributes in your VPC").
    """
    vpc = topology.vpcs[vpc_id] if vpc_id else None
    zones = list(zones)
    known: list[Zone] = []
    if vpc and vpc.dns_support and vpc.dns_hostnames:
        known += [hosted.zone for hosted in zones if vpc.id in hosted.vpcs]
        known += hosts.zones(vpc, region)
        known += _endpoint_zones(topology, vpc)
    known += [hosted.zone for hosted in zones if not hosted.vpcs]
    records = {
        **services.records(topology, region),
        **hosts.public_names(topology, region, vpc_id),
        **{(name, "A"): _record(addresses) for name, addresses in endpoints.items()},
        **_endpoint_names(topology),
    }
    return [*known, *(Zone(name, records) for name in services.DOMAINS)]


def _endpoint_names(topology: Topology) -> dict[tuple[str, str], RecordSet]:
    """Return the own names of interface endpoints, some of which mean one zone's interface."""
    found = {}
    for endpoint in topology.endpoints.values():
        interfaces = _interfaces(topology, endpoint)
        for name in endpoint.names:
            there = [one for one in interfaces if f"-{topology.subnets[one.subnet].zone}." in name]
            found[name, "A"] = _record(tuple(one.address for one in there or interfaces))
    return found


def _endpoint_zones(topology: Topology, vpc: Vpc) -> Iterator[Zone]:
    """Yield the private names of interface endpoints, each a zone of one name; of buckets' too."""
    for endpoint in topology.endpoints.values():
        addresses = tuple(one.address for one in _interfaces(topology, endpoint))
        if endpoint.vpc == vpc.id and addresses:
            for name in endpoint.private_names:
                names = (name, f"*.{name}") if endpoint.service.endswith(".s3") else (name,)
                yield Zone(name, {(each, "A"): _record(addresses) for each in names})


def _interfaces(topology: Topology, endpoint: Endpoint) -> list[Interface]:
    return [topology.interfaces[id] for id in endpoint.interfaces if id in topology.interfaces]


def _record(addresses: tuple[IPv4Address, ...]) -> RecordSet:
    return RecordSet(tuple(map(str, addresses)), _ENDPOINT_TTL_S)
