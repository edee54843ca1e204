"""EC2: an Elastic IP address is one that can be on the internet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ipaddress import IPv4Network
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement

# RFC 2544: of benchmarks, so nobody's in the real world. AWS's own limit is five a region.
_PUBLIC = IPv4Network("198.19.0.0/24")


def _public(original: Callable[..., None]) -> Callable[..., None]:
    def init(
        self: Any, ec2_backend: Any, domain: str, address: str | None = None, tags: Any = None
    ) -> None:
        from moto.ec2.exceptions import EC2ClientError

        taken = {each.public_ip for each in ec2_backend.addresses}
        free = (str(host) for host in _PUBLIC.hosts() if str(host) not in taken)
        if not (chosen := address or next(free, None)):
            raise EC2ClientError(
                "AddressLimitExceeded",
                "The maximum number of addresses has been reached.",
            )
        original(self, ec2_backend, domain, chosen, tags)

    return init


def _replacements() -> Sequence[Replacement]:
    from moto.ec2.models.elastic_ip_addresses import ElasticAddress

    return [Replacement(ElasticAddress, "__init__", _public)]


PATCH = Patch(
    name="ec2_elastic_address",
    aws="allocates a public IPv4 address that nobody else has",
    source="Amazon EC2 User Guide, Elastic IP addresses",
    moto="draws one of 127.0.0.0/8, which is each machine's own",
    replacements=_replacements,
)
