"""ElastiCache: the members of a replication group are cache clusters."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _counting_replicas(original: Callable[..., None]) -> Callable[..., None]:
    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("num_cache_clusters") and not kwargs.get("replicas_per_node_group"):
            kwargs["replicas_per_node_group"] = kwargs["num_cache_clusters"] - 1
        original(self, *args, **kwargs)

    return init


def member_cluster(backend: Any, group: Any, cache_cluster_id: str) -> Any:
    """Return a new cluster that is a member of moto's group."""
    from moto.elasticache.models import CacheCluster

    parameters = inspect.signature(CacheCluster).parameters
    shared = {name: getattr(group, name, None) for name in parameters}
    cluster: Any = CacheCluster(
        **{
            **shared,
            "account_id": backend.account_id,
            "region_name": backend.region_name,
            "cache_cluster_id": cache_cluster_id,
            "num_cache_nodes": 1,
            # moto fills in what only these engines have when it reads "redis".
            "engine": "redis",
            "log_delivery_configurations": [],
        }
    )
    cluster.engine = group.engine
    cluster.auth_token_enabled = group.auth_token_enabled
    cluster.at_rest_encryption_enabled = group.at_rest_encryption_enabled
    tell_settings(cluster, group.cache_parameter_group_name, group.security_group_ids)
    return cluster


def tell_settings(
    cluster: Any, parameter_group: str | None, security_groups: Sequence[str] | None
) -> None:
    """Let a cluster tell of its parameter group and security groups, as the API has them."""
    cluster.cache_parameter_group = {
        "CacheParameterGroupName": parameter_group,
        "ParameterApplyStatus": "in-sync",
    }
    cluster.security_groups = [
        {"SecurityGroupId": group_id, "Status": "active"} for group_id in security_groups or []
    ]


def _with_members(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_replication_group(self: Any, *args: Any, **kwargs: Any) -> Any:
        group = original(self, *args, **kwargs)
        for cache_cluster_id in group.member_clusters:
            self.cache_clusters[cache_cluster_id] = member_cluster(self, group, cache_cluster_id)
        return group

    return create_replication_group


def _replacements() -> Sequence[Replacement]:
    from moto.elasticache.models import ElastiCacheBackend, ReplicationGroup

    return [
        Replacement(ReplicationGroup, "__init__", _counting_replicas),
        Replacement(ElastiCacheBackend, "create_replication_group", _with_members),
    ]


PATCH = Patch(
    name="elasticache_members",
    aws="NumCacheClusters counts the nodes of a group, and each can be described as a cluster; "
    "Terraform reads the version, parameter group and security groups from the first",
    source="Amazon ElastiCache API Reference, CreateReplicationGroup and DescribeCacheClusters",
    moto="makes one node whatever the number, and no cluster",
    replacements=_replacements,
)
