"""ElastiCache: nodes stand in the zones of their subnet group, and have names of their region."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aeolus_sandbox.api.patches.elasticache_members import tell_settings
from aeolus_sandbox.api.patches.patch import Patch, Replacement

# What the short name of a region has the first letters of.
_PARTS = re.compile(r"north|south|east|west|central|gov")
_DEFAULT_ZONES = "ab"


@dataclass(frozen=True)
class _Names:
    """The names of a replication group, or of a cluster, called `identifier`."""

    identifier: str
    account: str
    place: str
    encrypted: bool

    @classmethod
    def of(cls, backend: Any, identifier: str, encrypted: bool) -> _Names:
        known = f"{backend.account_id} {backend.region_name}".encode()
        account = hashlib.sha256(known).hexdigest()[:6]
        first, *middle, last = backend.region_name.split("-")
        letters = "".join(part[0] for part in _PARTS.findall("-".join(middle)))
        place = f"{first}{letters}{last}.cache.amazonaws.com"
        return cls(identifier, account, place, encrypted)

    @property
    def domain(self) -> str:
        return f"{self.identifier}.{self.account}.{self.place}"

    @property
    def primary(self) -> str:
        plain = f"{self.identifier}.{self.account}.ng.0001.{self.place}"
        return f"master.{self.domain}" if self.encrypted else plain

    @property
    def reader(self) -> str:
        plain = f"{self.identifier}-ro.{self.account}.ng.0001.{self.place}"
        return f"replica.{self.domain}" if self.encrypted else plain

    def node(self, cluster: str) -> str:
        plain = f"{cluster}.{self.account}.0001.{self.place}"
        return f"{cluster}.{self.domain}" if self.encrypted else plain


def _zones(backend: Any, subnet_group: str | None) -> list[str]:
    """Return the zones of a cache subnet group, in its order; without one, two of the region."""
    group = backend.cache_subnet_groups.get(subnet_group)
    found = [subnet.get("subnet_availability_zone") for subnet in group.subnets] if group else []
    known = list(dict.fromkeys(zone for zone in found if isinstance(zone, str)))
    return known or [f"{backend.region_name}{letter}" for letter in _DEFAULT_ZONES]


def _group_placed(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_replication_group(self: Any, *args: Any, **kwargs: Any) -> Any:
        group = original(self, *args, **kwargs)
        wanted = kwargs.get("preferred_cache_cluster_azs")
        names = _Names.of(self, group.replication_group_id, group.transit_encryption_enabled)
        if group.cluster_enabled:
            group.configuration_endpoint["address"] = f"clustercfg.{names.domain}"
        for shard in group.node_groups:
            if "primary_endpoint" in shard:
                shard["primary_endpoint"]["address"] = names.primary
                shard["primary_endpoint_address"] = names.primary
                shard["reader_endpoint_address"] = names.reader
                shard["reader_endpoint"] = {"address": names.reader, "port": group.port}
            for number, member in enumerate(shard["node_group_members"]):
                place_member(self, group, member, number, wanted)
        return group

    return create_replication_group


def place_member(
    backend: Any, group: Any, member: Any, number: int, zones: Sequence[str] | None = None
) -> None:
    """Give a member of moto's group a zone and a name, and its cluster the node that it is.

    `number` counts the shard's members from nought; `zones` are those that were asked for.
    """
    cluster_id = member["cache_cluster_id"]
    spread = zones or _zones(backend, group.cache_subnet_group_name)
    zone = spread[number % len(spread)]
    names = _Names.of(backend, group.replication_group_id, group.transit_encryption_enabled)
    member["preferred_availability_zone"] = zone
    member["read_endpoint"] = {"address": names.node(cluster_id), "port": group.port}
    if cluster := backend.cache_clusters.get(cluster_id):
        _give_node(cluster, zone, names.node(cluster_id))


def _cluster_placed(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_cache_cluster(self: Any, *args: Any, **kwargs: Any) -> Any:
        cluster = original(self, *args, **kwargs)
        name = cluster.cache_cluster_id
        zone = (
            cluster.preferred_availability_zone or _zones(self, cluster.cache_subnet_group_name)[0]
        )
        _give_node(cluster, zone, _Names.of(self, name, encrypted=False).node(name))
        tell_settings(cluster, cluster.cache_parameter_group_name, cluster.security_group_ids)
        return cluster

    return create_cache_cluster


def _give_node(cluster: Any, zone: str, address: str) -> None:
    cluster.preferred_availability_zone = zone
    cluster.cache_nodes = [
        {
            "CacheNodeId": "0001",
            "CacheNodeStatus": "available",
            "CacheNodeCreateTime": cluster.cache_cluster_create_time,
            "CustomerAvailabilityZone": zone,
            "Endpoint": {"Address": address, "Port": cluster.port},
            "ParameterGroupStatus": "in-sync",
        }
    ]


def _replacements() -> Sequence[Replacement]:
    from moto.elasticache.models import ElastiCacheBackend

    return [
        Replacement(ElastiCacheBackend, "create_replication_group", _group_placed),
        Replacement(ElastiCacheBackend, "create_cache_cluster", _cluster_placed),
    ]


PATCH = Patch(
    name="elasticache_nodes",
    aws="nodes are spread over the zones of their subnet group, each with a name of the region; "
    "what a cluster was given of groups can be described",
    source="Amazon ElastiCache User Guide, Finding connection endpoints; API Reference, CacheNode",
    moto="puts every node into zones of us-east-1, names all as if they were encrypted in transit, "
    "and tells of no node",
    replacements=_replacements,
)
