"""ElastiCache: what is deleted goes away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement, method
from aeolus_sandbox.api.power import power


def forget_cluster(backend: Any, cache_cluster_id: str) -> None:
    """Forget a cluster; it is no longer described."""
    backend.cache_clusters.pop(cache_cluster_id, None)


def forget_group(backend: Any, replication_group_id: str) -> None:
    """Forget a replication group with its members."""
    group = backend.replication_groups.pop(replication_group_id, None)
    for member in group.member_clusters if group else ():
        forget_cluster(backend, member)


def _removing_cluster(original: Callable[..., Any]) -> Callable[..., Any]:
    def delete_cache_cluster(self: Any, cache_cluster_id: str) -> Any:
        cluster = original(self, cache_cluster_id)
        if not power.present or cluster.engine == "memcached":
            forget_cluster(self, cache_cluster_id)
        return cluster

    return delete_cache_cluster


def _removing_group(original: Callable[..., Any]) -> Callable[..., Any]:
    def delete_replication_group(self: Any, *args: Any, **kwargs: Any) -> Any:
        group = original(self, *args, **kwargs)
        if not power.present:
            forget_group(self, group.replication_group_id)
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
    aws="a deleted cluster or group can no longer be described once its nodes are gone; subnet "
    "groups can be deleted",
    source="Amazon ElastiCache API Reference, DeleteReplicationGroup, DeleteCacheSubnetGroup",
    moto="leaves them `deleting` for good, and has no DeleteCacheSubnetGroup",
    replacements=_replacements,
)
