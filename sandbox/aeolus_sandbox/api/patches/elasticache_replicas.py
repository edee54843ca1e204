"""ElastiCache: replicas come and go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aeolus_sandbox.api.patches.elasticache_deletion import forget_cluster
from aeolus_sandbox.api.patches.elasticache_members import member_cluster
from aeolus_sandbox.api.patches.elasticache_nodes import place_member
from aeolus_sandbox.api.patches.patch import Patch, Replacement, method


def _asked(response: Any) -> tuple[Any, Any, int]:
    """Return moto's group, its only shard, and how many members that is to have."""
    from moto.elasticache.exceptions import InvalidParameterCombinationException

    backend = response.elasticache_backend
    [described] = backend.describe_replication_groups(response._get_param("ReplicationGroupId"))
    group = backend.replication_groups[described.replication_group_id]
    if len(group.node_groups) > 1 or response._get_param("NewReplicaCount") is None:
        raise InvalidParameterCombinationException(
            "NewReplicaCount is needed, of a replication group of one shard."
        )
    return group, group.node_groups[0], response._get_int_param("NewReplicaCount") + 1


def _increase_replica_count(self: Any) -> Any:
    from moto.core.responses import ActionResult

    group, shard, wanted = _asked(self)
    members = shard["node_group_members"]
    names = (f"{group.replication_group_id}-{number:03}" for number in range(1, 1000))
    free = (name for name in names if name not in group.member_clusters)
    while len(members) < wanted:
        _add(self.elasticache_backend, group, shard, next(free))
    return ActionResult({"ReplicationGroup": group})


def _add(backend: Any, group: Any, shard: Any, name: str) -> None:
    members = shard["node_group_members"]
    member = {
        "cache_cluster_id": name,
        "cache_node_id": shard["node_group_id"],
        "current_role": "replica",
    }
    backend.cache_clusters[name] = member_cluster(backend, group, name)
    place_member(backend, group, member, len(members))
    members.append(member)
    group.member_clusters.append(name)


def _decrease_replica_count(self: Any) -> Any:
    from moto.core.responses import ActionResult

    group, shard, wanted = _asked(self)
    named = self._get_param("ReplicasToRemove") or []
    members = shard["node_group_members"]
    replicas = [one["cache_cluster_id"] for one in members if one["current_role"] == "replica"]
    # Those that are named go first, then the youngest.
    order = [name for name in named if name in replicas]
    order += [name for name in reversed(replicas) if name not in named]
    for name in order[: max(0, len(members) - wanted)]:
        shard["node_group_members"] = [
            one for one in shard["node_group_members"] if one["cache_cluster_id"] != name
        ]
        group.member_clusters.remove(name)
        forget_cluster(self.elasticache_backend, name)
    return ActionResult({"ReplicationGroup": group})


def _replacements() -> Sequence[Replacement]:
    from moto.elasticache.responses import ElastiCacheResponse

    return [
        method(ElastiCacheResponse, "increase_replica_count", _increase_replica_count),
        method(ElastiCacheResponse, "decrease_replica_count", _decrease_replica_count),
    ]


PATCH = Patch(
    name="elasticache_replicas",
    aws="IncreaseReplicaCount and DecreaseReplicaCount add replicas to a group and remove them",
    source="Amazon ElastiCache API Reference, IncreaseReplicaCount, DecreaseReplicaCount",
    moto="has neither",
    replacements=_replacements,
)
