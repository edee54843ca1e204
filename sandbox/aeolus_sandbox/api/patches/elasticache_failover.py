"""ElastiCache: a failover can be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement, method
from aeolus_sandbox.api.power import power


def set_primary(group: Any, cache_cluster_id: str) -> None:
    """Make a member of moto's group the primary, and all others of its shard replicas."""
    for shard in group.node_groups:
        members = shard["node_group_members"]
        if cache_cluster_id in [member["cache_cluster_id"] for member in members]:
            for member in members:
                is_primary = member["cache_cluster_id"] == cache_cluster_id
                member["current_role"] = "primary" if is_primary else "replica"


def take_failover(group: Any) -> bool:
    """Return whether a failover was asked for that nobody has begun yet; it begins now."""
    asked = getattr(group, "failover_asked", False)
    group.failover_asked = False
    return bool(asked)


def _fail_over(group: Any, shard: Any) -> None:
    """Let whoever runs the nodes do it; where none run, the first replica is the primary."""
    if power.present:
        group.failover_asked = True
        return
    roles = {one["cache_cluster_id"]: one["current_role"] for one in shard["node_group_members"]}
    set_primary(group, next(name for name, role in roles.items() if role == "replica"))


def _test_failover(self: Any) -> Any:
    from moto.core.responses import ActionResult
    from moto.elasticache.exceptions import ElastiCacheException

    [group] = self.elasticache_backend.describe_replication_groups(
        self._get_param("ReplicationGroupId")
    )
    held = self.elasticache_backend.replication_groups[group.replication_group_id]
    name = self._get_param("NodeGroupId")
    shards = [shard for shard in held.node_groups if shard["node_group_id"] == name]
    if not shards:
        raise ElastiCacheException("NodeGroupNotFoundFault", f"NodeGroup {name} not found.")
    if held.automatic_failover != "enabled" or len(shards[0]["node_group_members"]) == 1:
        raise ElastiCacheException(
            "InvalidReplicationGroupState",
            "Test failover needs a replication group with automatic failover enabled.",
        )
    _fail_over(held, shards[0])
    return ActionResult({"ReplicationGroup": group})


def _replacements() -> Sequence[Replacement]:
    from moto.elasticache.responses import ElastiCacheResponse

    return [method(ElastiCacheResponse, "test_failover", _test_failover)]


PATCH = Patch(
    name="elasticache_failover",
    aws="TestFailover makes a replica the primary, where automatic failover is enabled",
    source="Amazon ElastiCache API Reference, TestFailover",
    moto="has no TestFailover",
    replacements=_replacements,
)
