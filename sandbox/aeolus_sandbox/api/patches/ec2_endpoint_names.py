"""EC2: the host names of an interface endpoint are as AWS gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement
from aeolus_sandbox.endpoints import hosts


def _with_names(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_vpc_endpoint(self: Any, *args: Any, **kwargs: Any) -> Any:
        endpoint = original(self, *args, **kwargs)
        if endpoint.dns_entries:
            zone = endpoint.dns_entries[0]["hosted_zone_id"]
            endpoint.dns_entries = [
                {"dns_name": name, "hosted_zone_id": zone} for name in _names(self, endpoint)
            ]
        return endpoint

    return create_vpc_endpoint


def _names(backend: Any, endpoint: Any) -> Iterator[str]:
    """Yield the name of the whole endpoint, that of each zone, and its private name."""
    own = endpoint.dns_entries[0]["dns_name"].partition(".")[0]
    region = backend.region_name
    host = f"{hosts.service_of_endpoint(endpoint.service_name, region)}.{region}"
    subnets = [backend.get_subnet(name) for name in endpoint.subnet_ids or ()]
    buckets = "*." if endpoint.service_name.endswith(".s3") else ""
    for label in (own, *(f"{own}-{subnet.availability_zone}" for subnet in subnets)):
        yield f"{buckets}{label}.{host}.vpce.amazonaws.com"
    if endpoint.private_dns_enabled:
        yield f"{host}.amazonaws.com"


def _replacements() -> Sequence[Replacement]:
    from moto.ec2.models import EC2Backend

    return [Replacement(EC2Backend, "create_vpc_endpoint", _with_names)]


PATCH = Patch(
    name="ec2_endpoint_names",
    aws="an interface endpoint has a host name of its own, one in each zone, and its private one",
    source="AWS PrivateLink Guide, DNS hostnames of an interface endpoint",
    moto="has one, which is under no domain",
    replacements=_replacements,
)
