"""ElastiCache: what is deleted goes away."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api.patches.elasticache_deletion import PATCH


def _deleted_group(client: Any) -> Any:
    elasticache = client("elasticache")
    elasticache.create_replication_group(
        ReplicationGroupId="sessions", ReplicationGroupDescription="Sessions"
    )
    elasticache.delete_replication_group(ReplicationGroupId="sessions")
    return elasticache


def test_moto_keeps_a_deleted_group_for_good(client: Any) -> None:
    groups = _deleted_group(client).describe_replication_groups()["ReplicationGroups"]
    assert [group["Status"] for group in groups] == ["deleting"]


def test_moto_cannot_delete_a_subnet_group(client: Any, subnets: list[str]) -> None:
    with pytest.raises(NotImplementedError):
        client("elasticache").delete_cache_subnet_group(CacheSubnetGroupName="none")


def test_patched_a_deleted_group_is_gone(client: Any) -> None:
    with PATCH.applied():
        assert _deleted_group(client).describe_replication_groups()["ReplicationGroups"] == []


def test_patched_a_deleted_cluster_is_gone(client: Any) -> None:
    with PATCH.applied():
        elasticache = client("elasticache")
        elasticache.create_cache_cluster(
            CacheClusterId="one", Engine="redis", CacheNodeType="cache.t4g.micro"
        )
        elasticache.delete_cache_cluster(CacheClusterId="one")
        assert elasticache.describe_cache_clusters()["CacheClusters"] == []


def test_patched_a_subnet_group_is_deleted_once(client: Any, subnets: list[str]) -> None:
    with PATCH.applied():
        elasticache = client("elasticache")
        elasticache.create_cache_subnet_group(
            CacheSubnetGroupName="data", CacheSubnetGroupDescription="Data", SubnetIds=subnets
        )
        elasticache.delete_cache_subnet_group(CacheSubnetGroupName="data")
        with pytest.raises(ClientError, match="CacheSubnetGroupNotFound"):
            elasticache.delete_cache_subnet_group(CacheSubnetGroupName="data")
