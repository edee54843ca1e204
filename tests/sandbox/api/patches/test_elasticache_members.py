"""ElastiCache: the members of a replication group are cache clusters."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.patches.elasticache_members import PATCH


def _create(client: Any, engine: str = "valkey") -> Any:
    elasticache = client("elasticache")
    elasticache.create_replication_group(
        ReplicationGroupId="sessions",
        ReplicationGroupDescription="Sessions",
        Engine=engine,
        EngineVersion="8.0",
        CacheNodeType="cache.t4g.micro",
        NumCacheClusters=2,
        SecurityGroupIds=["sg-1"],
        CacheParameterGroupName="kept",
        TransitEncryptionEnabled=True,
    )
    return elasticache


def test_moto_makes_one_node_and_no_cluster(client: Any) -> None:
    elasticache = _create(client)
    group = elasticache.describe_replication_groups()["ReplicationGroups"][0]
    assert len(group["MemberClusters"]) == 1
    assert elasticache.describe_cache_clusters()["CacheClusters"] == []


def test_patched_as_many_members_as_asked_for_can_be_described(client: Any) -> None:
    with PATCH.applied():
        elasticache = _create(client)
        group = elasticache.describe_replication_groups()["ReplicationGroups"][0]
        clusters = elasticache.describe_cache_clusters()["CacheClusters"]
    assert group["MemberClusters"] == ["sessions-001", "sessions-002"]
    assert [cluster["CacheClusterId"] for cluster in clusters] == group["MemberClusters"]


def test_patched_a_member_tells_what_the_group_was_given(client: Any) -> None:
    with PATCH.applied():
        member = _create(client).describe_cache_clusters()["CacheClusters"][0]
    assert member["Engine"] == "valkey"
    assert member["EngineVersion"] == "8.0"
    assert member["ReplicationGroupId"] == "sessions"
    assert member["TransitEncryptionEnabled"] is True
    assert member["SecurityGroups"] == [{"SecurityGroupId": "sg-1", "Status": "active"}]
    assert member["CacheParameterGroup"]["CacheParameterGroupName"] == "kept"
