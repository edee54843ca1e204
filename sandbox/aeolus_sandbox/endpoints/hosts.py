"""Which service a host name asks for (AWS General Reference, "Service endpoints")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from aeolus_sandbox.network.names.services import host_names

# AWS PrivateLink Guide, "DNS hostnames": the own names of VPC endpoints, of one zone or of all.
_OWN = re.compile(r"(?P<id>vpce-[0-9a-z]+)-[^.]+\.(?P<place>.+)\.vpce\.amazonaws\.com")
# AWS PrivateLink Guide, "AWS services that integrate": those not called as their host names are.
_ENDPOINT_SERVICES = {"kinesis-streams": "kinesis", "kinesis-firehose": "firehose"}


@dataclass(frozen=True)
class Host:
    """A host name of AWS's: the `service` as names know it, and the `endpoint` it belongs to.

    Those of buckets belong to the endpoint of S3 without the bucket. `vpc_endpoint` is the id of
    the only VPC endpoint that has this name, if it is one's own.
    """

    service: str
    endpoint: str
    vpc_endpoint: str = ""

    @property
    def certificate_names(self) -> tuple[str, ...]:
        """The names in its certificate; S3's is for its buckets too."""
        many = self.service == "s3" or self.vpc_endpoint
        return (self.endpoint, *((f"*.{self.endpoint}",) if many else ()))


def find(name: str, region: str) -> Host | None:
    """Return the host of a name, which may end in a port; None for one that is not of the region.

    `name` is as in the header Host, or as a client names it when TLS begins.
    """
    endpoint = name.lower().partition(":")[0].rstrip(".")
    services = _services(region)
    if endpoint in services:
        return Host(services[endpoint], endpoint)
    for suffix, service in services.items():
        if service == "s3" and endpoint.endswith(f".{suffix}"):
            return Host(service, suffix)
    return _of_vpc_endpoint(endpoint, services)


def service_of_endpoint(name: str, region: str) -> str:
    """Return the service of a VPC endpoint's service name, as `com.amazonaws.REGION.ecr.api`.

    Its parts are those of the host name, turned round: `api.ecr`.
    """
    short = name.removeprefix(f"com.amazonaws.{region}.")
    return ".".join(reversed(_ENDPOINT_SERVICES.get(short, short).split(".")))


def _of_vpc_endpoint(name: str, services: dict[str, str]) -> Host | None:
    """Return the host of a VPC endpoint's own name, as `vpce-ID-TOKEN.sts.REGION.vpce.…`.

    Not of one of S3, whose names have a bucket in front, which the API does not understand.
    """
    found = _OWN.fullmatch(name)
    service = services.get(f"{found['place']}.amazonaws.com") if found else None
    if found is None or service is None or service == "s3":
        return None
    return Host(service, f"{found['place']}.vpce.amazonaws.com", found["id"])


@cache
def services(region: str) -> frozenset[str]:
    """Return the services that have host names in a region."""
    return frozenset(_services(region).values())


@cache
def _services(region: str) -> dict[str, str]:
    return {host: service for service, host in host_names(region)}
