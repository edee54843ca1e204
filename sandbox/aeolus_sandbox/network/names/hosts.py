"""The names that a VPC gives its addresses (Amazon VPC User Guide, "DNS attributes")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv4Address

from aeolus_sandbox.network.model import Topology, Vpc
from aeolus_sandbox.network.names.zone import RecordSet, Zone

_HOST = re.compile(r"ip-(\d+)-(\d+)-(\d+)-(\d+)")
_REVERSE = "in-addr.arpa"


def domain(region: str) -> str:
    """Return the domain of private host names, which the VPC's machines search."""
    return "ec2.internal" if region == "us-east-1" else f"{region}.compute.internal"


def public_domain(region: str) -> str:
    """Return the domain of public host names."""
    return f"{'compute-1' if region == 'us-east-1' else f'{region}.compute'}.amazonaws.com"


def zones(vpc: Vpc, region: str) -> Iterator[Zone]:
    """Yield the zones of the private host names of a VPC, forwards and back.

    Each address has its name, whether or not anybody has the address.
    """
    suffix = domain(region)

    def address(name: str, kind: str) -> RecordSet | None:
        found = _HOST.fullmatch(name.removesuffix(f".{suffix}"))
        if kind != "A" or not found or not (parsed := _address(".".join(found.groups()))):
            return None
        return RecordSet((str(parsed),)) if _inside(vpc, parsed) else None

    def name(reverse: str, kind: str) -> RecordSet | None:
        labels = reverse.removesuffix(f".{_REVERSE}").split(".")
        parsed = _address(".".join(reversed(labels)))
        if kind != "PTR" or not parsed or not _inside(vpc, parsed):
            return None
        return RecordSet((f"{_label('ip', parsed)}.{suffix}.",))

    yield Zone(suffix, made=address)
    yield Zone(_REVERSE, made=name)


def public_names(
    topology: Topology, region: str, vpc: str | None
) -> dict[tuple[str, str], RecordSet]:
    """Return the public host names of interfaces, as they resolve in a VPC, or outside of all.

    Inside its own VPC such a name means the private address.
    """
    return {
        (f"{_label('ec2', one.public_address)}.{public_domain(region)}", "A"): RecordSet(
            (str(one.address if one.vpc == vpc else one.public_address),)
        )
        for one in topology.interfaces.values()
        if one.public_address and topology.vpcs[one.vpc].dns_hostnames
    }


def _label(prefix: str, address: IPv4Address) -> str:
    return f"{prefix}-{str(address).replace('.', '-')}"


def _address(text: str) -> IPv4Address | None:
    try:
        return IPv4Address(text)
    except AddressValueError:
        return None


def _inside(vpc: Vpc, address: IPv4Address) -> bool:
    return any(address in block for block in vpc.cidr_blocks)
