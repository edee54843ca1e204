"""ElastiCache: what is modified can be seen of every node."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.elasticache_members import tell_settings
from aeolus_sandbox.api.patches.patch import Patch, Replacement, method

_ATTRIBUTES = {
    "CacheNodeType": "cache_node_type",
    "Engine": "engine",
    "EngineVersion": "engine_version",
    "PreferredMaintenanceWindow": "preferred_maintenance_window",
    "SnapshotRetentionLimit": "snapshot_retention_limit",
    "SnapshotWindow": "snapshot_window",
}


def _change(response: Any, changed: Iterable[Any]) -> None:
    """Change what the request names, of a replication group and of clusters."""
    given = {name: response._get_param(name) for name in _ATTRIBUTES}
    for one in changed:
        for name, value in given.items():
            if value is not None:
                setattr(one, _ATTRIBUTES[name], value)


def _change_settings(response: Any, clusters: Iterable[Any]) -> None:
    parameter_group = response._get_param("CacheParameterGroupName")
    security_groups = response._get_param("SecurityGroupIds")
    for cluster in clusters:
        former = [one["SecurityGroupId"] for one in cluster.security_groups]
        name = parameter_group or cluster.cache_parameter_group["CacheParameterGroupName"]
        tell_settings(cluster, name, security_groups or former)


def _with_members(original: Callable[..., Any]) -> Callable[..., Any]:
    def modify_replication_group(self: Any) -> Any:
        answer = original(self)
        backend = self.elasticache_backend
        group = backend.replication_groups[self._get_param("ReplicationGroupId")]
        clusters = [backend.cache_clusters[name] for name in group.member_clusters]
        _change(self, [group, *clusters])
        _change_settings(self, clusters)
        return answer

    return modify_replication_group


def _modify_cache_cluster(self: Any) -> Any:
    from moto.core.responses import ActionResult

    [described] = self.elasticache_backend.describe_cache_clusters(
        self._get_param("CacheClusterId")
    )
    cluster = self.elasticache_backend.cache_clusters[described.cache_cluster_id]
    _change(self, [cluster])
    _change_settings(self, [cluster])
    return ActionResult({"CacheCluster": cluster})


def _replacements() -> Sequence[Replacement]:
    from moto.elasticache.responses import ElastiCacheResponse

    return [
        Replacement(ElastiCacheResponse, "modify_replication_group", _with_members),
        method(ElastiCacheResponse, "modify_cache_cluster", _modify_cache_cluster),
    ]


PATCH = Patch(
    name="elasticache_modification",
    aws="ModifyReplicationGroup and ModifyCacheCluster change security groups, parameter group, "
    "type, version and windows",
    source="Amazon ElastiCache API Reference, ModifyReplicationGroup, ModifyCacheCluster",
    moto="changes little of a group and nothing of its members, and has no ModifyCacheCluster",
    replacements=_replacements,
)
