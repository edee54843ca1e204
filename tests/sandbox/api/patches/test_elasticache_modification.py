"""ElastiCache: what is modified can be seen of every node."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api.patches import (
    elasticache_members,
    elasticache_modification,
    elasticache_nodes,
)

Client = Callable[[str], Any]


@pytest.fixture
def patched() -> Iterator[None]:
    """Hold the patch on, and those by which clusters tell of their settings."""
    with ExitStack() as stack:
        for patch in (elasticache_members, elasticache_modification, elasticache_nodes):
            stack.enter_context(patch.PATCH.applied())
        yield


def create(client: Client) -> Any:
    """Return a client, once there is a group of two and a cluster in none."""
    elasticache = client("elasticache")
    given = {"CacheNodeType": "cache.t4g.micro", "SecurityGroupIds": ["sg-1"]}
    elasticache.create_replication_group(
        ReplicationGroupId="sessions",
        ReplicationGroupDescription="Sessions",
        NumCacheClusters=2,
        CacheParameterGroupName="old",
        **given,
    )
    elasticache.create_cache_cluster(CacheClusterId="pages", Engine="redis", **given)
    return elasticache


def members(elasticache: Any) -> list[Any]:
    """Return what is told of the group's members."""
    told = elasticache.describe_cache_clusters()["CacheClusters"]
    return [one for one in told if one.get("ReplicationGroupId")]


def test_moto_changes_nothing_of_the_members(client: Client) -> None:
    with elasticache_members.PATCH.applied():
        elasticache = create(client)
        elasticache.modify_replication_group(
            ReplicationGroupId="sessions", CacheNodeType="cache.m7g.large"
        )
        assert members(elasticache)[0]["CacheNodeType"] == "cache.t4g.micro"


def test_moto_cannot_modify_a_cluster(client: Client) -> None:
    with pytest.raises(NotImplementedError):
        create(client).modify_cache_cluster(CacheClusterId="pages")


@pytest.mark.usefixtures("patched")
def test_patched_every_member_tells_what_was_modified(client: Client) -> None:
    elasticache = create(client)
    elasticache.modify_replication_group(
        ReplicationGroupId="sessions",
        CacheNodeType="cache.m7g.large",
        CacheParameterGroupName="new",
        SecurityGroupIds=["sg-2", "sg-3"],
    )
    told = members(elasticache)
    assert {one["CacheNodeType"] for one in told} == {"cache.m7g.large"}
    assert {one["CacheParameterGroup"]["CacheParameterGroupName"] for one in told} == {"new"}
    assert [group["SecurityGroupId"] for group in told[1]["SecurityGroups"]] == ["sg-2", "sg-3"]


@pytest.mark.usefixtures("patched")
def test_patched_what_is_not_named_stays(client: Client) -> None:
    elasticache = create(client)
    elasticache.modify_replication_group(
        ReplicationGroupId="sessions", SnapshotWindow="01:00-02:00"
    )
    [first, _] = members(elasticache)
    assert first["CacheParameterGroup"]["CacheParameterGroupName"] == "old"
    assert [group["SecurityGroupId"] for group in first["SecurityGroups"]] == ["sg-1"]
    assert first["SnapshotWindow"] == "01:00-02:00"


@pytest.mark.usefixtures("patched")
def test_patched_a_cluster_by_itself_is_modified(client: Client) -> None:
    elasticache = create(client)
    elasticache.modify_cache_cluster(CacheClusterId="pages", SecurityGroupIds=["sg-2"])
    [told] = elasticache.describe_cache_clusters(CacheClusterId="pages")["CacheClusters"]
    assert [group["SecurityGroupId"] for group in told["SecurityGroups"]] == ["sg-2"]
    with pytest.raises(ClientError, match="CacheClusterNotFound"):
        elasticache.modify_cache_cluster(CacheClusterId="none")
