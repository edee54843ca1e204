"""ElastiCache: a group or cluster is available once its nodes answer, where nodes run."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.patches.patch import Patch, Replacement
from aeolus_sandbox.api.power import power

# The kinds by which the status of groups and clusters is observed.
GROUP, CLUSTER = "replication-group", "cache-cluster"


def _seen(one: Any, kind: str, identifier: str, attribute: str) -> Any:
    """Return what moto has with the status that was observed, if there is one."""
    status = observations.status.get((kind, identifier))
    if status is None or getattr(one, attribute) == "deleting":
        return one
    shown = copy.copy(one)
    setattr(shown, attribute, status)
    return shown


def _seen_group(group: Any) -> Any:
    return _seen(group, GROUP, group.replication_group_id, "status")


def _seen_cluster(cluster: Any) -> Any:
    group = getattr(cluster, "replication_group_id", None)
    kind, identifier = (GROUP, group) if group else (CLUSTER, cluster.cache_cluster_id)
    return _seen(cluster, kind, identifier, "cache_cluster_status")


def _group_creating(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_replication_group(self: Any, *args: Any, **kwargs: Any) -> Any:
        group = original(self, *args, **kwargs)
        if power.present:
            observations.status[GROUP, group.replication_group_id] = "creating"
        return _seen_group(group)

    return create_replication_group


def _cluster_creating(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_cache_cluster(self: Any, *args: Any, **kwargs: Any) -> Any:
        cluster = original(self, *args, **kwargs)
        if power.present:
            observations.status[CLUSTER, cluster.cache_cluster_id] = "creating"
        return _seen_cluster(cluster)

    return create_cache_cluster


def _described(seen: Callable[[Any], Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        def describe(self: Any, *args: Any, **kwargs: Any) -> Any:
            return [seen(one) for one in original(self, *args, **kwargs)]

        return describe

    return make


def _replacements() -> Sequence[Replacement]:
    from moto.elasticache.models import ElastiCacheBackend

    return [
        Replacement(ElastiCacheBackend, "create_replication_group", _group_creating),
        Replacement(ElastiCacheBackend, "create_cache_cluster", _cluster_creating),
        Replacement(ElastiCacheBackend, "describe_replication_groups", _described(_seen_group)),
        Replacement(ElastiCacheBackend, "describe_cache_clusters", _described(_seen_cluster)),
    ]


PATCH = Patch(
    name="elasticache_status",
    aws="a group or cluster is `creating` until its nodes answer",
    source="Amazon ElastiCache API Reference, ReplicationGroup and CacheCluster",
    moto="has no nodes: all is `available` at once",
    replacements=_replacements,
)
