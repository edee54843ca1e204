"""The public host names of AWS's services (AWS General Reference, "Service endpoints")."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from ipaddress import IPv4Address
from typing import Any

import botocore.session

from aeolus_sandbox.network import public
from aeolus_sandbox.network.model import Topology
from aeolus_sandbox.network.names.zone import RecordSet

# All that has such a name is AWS's: what is not known below does not exist.
DOMAINS = ("amazonaws.com", "api.aws")
# Systems Manager User Guide, "ec2messages, ssmmessages": of the agent, in no list of endpoints.
_UNLISTED = ("ec2messages", "ssmmessages")


def records(topology: Topology, region: str) -> dict[tuple[str, str], RecordSet]:
    """Return the address of each service's host names; of buckets' too, by wildcards."""
    found = {}
    for service, host in host_names(region):
        address = _address(topology, region, service)
        found[host, "A"] = record = RecordSet((str(address),))
        if service == "s3":
            found[f"*.{host}", "A"] = record
    return found


@cache
def host_names(region: str) -> tuple[tuple[str, str], ...]:
    """Return the services of a region with their host names, those of the whole world too."""
    session: Any = botocore.session.Session()
    partition = session.get_data("endpoints")["partitions"][0]
    unlisted = [(name, f"{name}.{region}.amazonaws.com") for name in _UNLISTED]
    return (*_listed(partition["services"], region), *unlisted)


def _listed(services: dict[str, Any], region: str) -> Iterator[tuple[str, str]]:
    for service, description in services.items():
        endpoints = description["endpoints"]
        for place in (region, "aws-global"):
            if place in endpoints:
                default = f"{service}.{region}.amazonaws.com"
                yield service, endpoints[place].get("hostname", default)
                for variant in endpoints[place].get("variants", ()):
                    if "fips" not in variant["tags"] and "hostname" in variant:
                        yield service, variant["hostname"]


def _address(topology: Topology, region: str, service: str) -> IPv4Address:
    return public.address(topology, f"com.amazonaws.{region}.{service}")
