"""Reads hosted zones from the Route 53 API."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from aeolus_sandbox.network.names.zone import RecordSet, Zone


@dataclass(frozen=True)
class HostedZone:
    """A hosted zone; a private one is known in `vpcs` only, a public one has none."""

    zone: Zone
    vpcs: frozenset[str] = frozenset()


def read(client: Any) -> list[HostedZone]:
    """Return the hosted zones of the account that the boto3 client asks."""
    listed = client.get_paginator("list_hosted_zones").paginate()
    return [_hosted_zone(client, zone["Id"]) for page in listed for zone in page["HostedZones"]]


def _hosted_zone(client: Any, identifier: str) -> HostedZone:
    answer = client.get_hosted_zone(Id=identifier)
    pages = client.get_paginator("list_resource_record_sets").paginate(HostedZoneId=identifier)
    sets = [item for page in pages for item in page["ResourceRecordSets"]]
    zone = Zone(_name(answer["HostedZone"]["Name"]), dict(_records(sets)))
    return HostedZone(zone, frozenset(vpc["VPCId"] for vpc in answer.get("VPCs", [])))


def _records(sets: list[dict[str, Any]]) -> Iterator[tuple[tuple[str, str], RecordSet]]:
    """Yield the records; of several with one name, those that Route 53 prefers come last.

    Amazon Route 53 Developer Guide, "Choosing a routing policy": a weight of 0 is not answered
    beside others, a secondary only when the primary is unhealthy. No health check is made here.
    """
    for each in sorted(sets, key=_preference):
        alias = each.get("AliasTarget", {}).get("DNSName", "")
        values = tuple(record["Value"] for record in each.get("ResourceRecords", []))
        found = RecordSet(values, each.get("TTL", 60), _name(alias))
        yield (_name(each["Name"]), each["Type"]), found


def _preference(record_set: dict[str, Any]) -> tuple[int, bool]:
    return record_set.get("Weight", 1), record_set.get("Failover") != "SECONDARY"


def _name(text: str) -> str:
    # The API writes a wildcard's asterisk as its octal code.
    return text.replace("\\052", "*").rstrip(".").lower()
