"""ElastiCache: what is deleted goes away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement, method


def _removing_cluster(original: Callable[..., Any]) -> Callable[..., Any]:
    def delete_cache_cluster(self: Any, cache_cluster_id: str) -> Any:
        cluster = original(self, cache_cluster_id)
        self.cache_clusters.pop(cache_cluster_id, None)
        return cluster

    return delete_cache_cluster


def _removing_group(original: Callable[..., Any]) -> Callable[..., Any]:
    def delete_replication_group(self: Any, *args: Any, **kwargs: Any) -> Any:
        group = original(self, *args, **kwargs)
        for cache_cluster_id in group.member_clusters:
            self.cache_clusters.pop(cache_cluster_id, None)
        self.replication_groups.pop(group.replication_group_id, None)
        return group

    return delete_replication_group


def _delete_cache_subnet_group(self: Any) -> Any:
    from moto.core.responses import EmptyResult
    from moto.elasticache.exceptions import CacheSubnetGroupNotFound

    name = self._get_param("CacheSubnetGroupName")
    if self.elasticache_backend.cache_subnet_groups.pop(name, None) is None:
        raise CacheSubnetGroupNotFound(name)
    return EmptyResult()


def _replacements() -> Sequence[Replacement]:
    from moto.elasticache.models import ElastiCacheBackend
    from moto.elasticache.responses import ElastiCacheResponse

    return [
        Replacement(ElastiCacheBackend, "delete_cache_cluster", _removing_cluster),
        Replacement(ElastiCacheBackend, "delete_replication_group", _removing_group),
        method(ElastiCacheResponse, "delete_cache_subnet_group", _delete_cache_subnet_group),
    ]


PATCH = Patch(
    name="elasticache_deletion",
    aws="a deleted cluster or group can no longer be described; subnet groups can be deleted",
    source="Amazon ElastiCache API Reference, DeleteReplicationGroup, DeleteCacheSubnetGroup",
    moto="leaves them `deleting` for good, and has no DeleteCacheSubnetGroup",
    replacements=_replacements,
)
