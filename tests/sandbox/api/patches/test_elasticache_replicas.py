"""ElastiCache: replicas come and go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api.patches import (
    elasticache_failover,
    elasticache_members,
    elasticache_nodes,
    elasticache_replicas,
)

Client = Callable[[str], Any]


@pytest.fixture
def patched() -> Iterator[None]:
    """Hold the patch on, and those that make members and tell of them."""
    with ExitStack() as stack:
        for patch in (
            elasticache_failover,
            elasticache_members,
            elasticache_nodes,
            elasticache_replicas,
        ):
            stack.enter_context(patch.PATCH.applied())
        yield


def create(client: Client, nodes: int) -> Any:
    """Return a client, once there is a group of so many nodes."""
    elasticache = client("elasticache")
    elasticache.create_replication_group(
        ReplicationGroupId="sessions",
        ReplicationGroupDescription="Sessions",
        NumCacheClusters=nodes,
        AutomaticFailoverEnabled=True,
        CacheNodeType="cache.t4g.micro",
    )
    return elasticache


def resize(elasticache: Any, change: str, replicas: int, **more: Any) -> list[str]:
    """Increase or decrease the number of replicas; return the clusters there are afterwards."""
    operation = getattr(elasticache, f"{change}_replica_count")
    operation(
        ReplicationGroupId="sessions", NewReplicaCount=replicas, ApplyImmediately=True, **more
    )
    group = elasticache.describe_replication_groups()["ReplicationGroups"][0]
    told = elasticache.describe_cache_clusters()["CacheClusters"]
    members = group["NodeGroups"][0]["NodeGroupMembers"]
    assert [one["CacheClusterId"] for one in members] == group["MemberClusters"]
    assert {one["CacheClusterId"] for one in told} == set(group["MemberClusters"])
    return [name.removeprefix("sessions-") for name in group["MemberClusters"]]


@pytest.mark.parametrize("change", ["increase", "decrease"])
def test_moto_cannot(client: Client, change: str) -> None:
    with pytest.raises(NotImplementedError):
        resize(create(client, 2), change, 1)


@pytest.mark.usefixtures("patched")
def test_patched_more_replicas_stand_in_the_next_zones(client: Client) -> None:
    elasticache = create(client, 1)
    assert resize(elasticache, "increase", 2) == ["001", "002", "003"]
    told = elasticache.describe_cache_clusters(ShowCacheNodeInfo=True)["CacheClusters"]
    assert "".join(one["PreferredAvailabilityZone"][-1] for one in told) == "aba"
    assert told[2]["CacheNodes"][0]["Endpoint"]["Address"].startswith("sessions-003.")


@pytest.mark.usefixtures("patched")
def test_patched_the_youngest_replica_goes_first_or_the_one_that_is_named(client: Client) -> None:
    elasticache = create(client, 4)
    assert resize(elasticache, "decrease", 2) == ["001", "002", "003"]
    named = ["sessions-002"]
    assert resize(elasticache, "decrease", 1, ReplicasToRemove=named) == ["001", "003"]
    assert resize(elasticache, "increase", 2) == ["001", "003", "002"]


@pytest.mark.usefixtures("patched")
def test_patched_a_primary_never_goes(client: Client) -> None:
    elasticache = create(client, 2)
    elasticache.test_failover(ReplicationGroupId="sessions", NodeGroupId="0001")
    assert resize(elasticache, "decrease", 0) == ["002"]


@pytest.mark.usefixtures("patched")
def test_patched_it_must_be_told_how_many(client: Client) -> None:
    with pytest.raises(ClientError, match="InvalidParameterCombination"):
        create(client, 2).increase_replica_count(
            ReplicationGroupId="sessions", ApplyImmediately=True
        )
