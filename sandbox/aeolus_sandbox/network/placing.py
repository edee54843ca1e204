"""Where a server of a managed service stands in its subnet: EC2 lists no interface for it here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.network.model import Group, Interface, Rule, Subnet

# Beside those of services and of what stands in no VPC, and not where Elastic IP addresses are.
_PUBLIC = IPv4Network("198.19.64.0/18")
# Amazon VPC User Guide, "Subnet CIDR blocks": the first four addresses and the last are reserved.
_RESERVED = 4


def interface(
    owner: str, subnet: Subnet, others: Iterable[Interface], public: bool = False
) -> Interface:
    """Return an interface for `owner` with addresses that none of `others` has.

    From the subnet's upper end, as EC2 gives out addresses from the lower. Raises SandboxError when
    the subnet is full.
    """
    others = list(others)
    digest = hashlib.sha256(owner.encode()).hexdigest()
    return Interface(
        id=f"eni-{digest[:17]}",
        vpc=subnet.vpc,
        subnet=subnet.id,
        address=_free(subnet.cidr_block, [one.address for one in others], subnet.id),
        mac=":".join(["0e", *(digest[i : i + 2] for i in range(20, 30, 2))]),
        public_address=_free(_PUBLIC, [one.public_address for one in others]) if public else None,
        owner=owner,
    )


def peers(name: str, vpc: str) -> Group:
    """Return a group whose members talk to each other, whatever their other groups allow.

    The nodes of one resource copy its data over a network of the service's own, where its owner's
    security groups do not apply.
    """
    identifier = f"sg-{hashlib.sha256(f'{vpc} {name}'.encode()).hexdigest()[:17]}"
    rules = (Rule(way, "-1", group=identifier) for way in (False, True))
    return Group(identifier, vpc, tuple(rules))


def _free(
    network: IPv4Network, taken: Iterable[IPv4Address | None], where: str = ""
) -> IPv4Address:
    used = set(taken)
    for number in range(network.num_addresses - 2, _RESERVED - 1, -1):
        if (address := network[number]) not in used:
            return address
    raise SandboxError(f"subnet {where} ({network}) has no address left: take a larger one")
