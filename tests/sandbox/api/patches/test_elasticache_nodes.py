"""ElastiCache: nodes stand in the zones of their subnet group, and have names of their region."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from aeolus_sandbox.api.patches import elasticache_members, elasticache_nodes

Client = Callable[[str], Any]


@pytest.fixture
def patched() -> Iterator[None]:
    """Hold the patch on, and the one that makes the clusters to which it gives nodes."""
    with ExitStack() as stack:
        stack.enter_context(elasticache_members.PATCH.applied())
        stack.enter_context(elasticache_nodes.PATCH.applied())
        yield


def group(client: Client, subnets: list[str], name: str = "sessions", **more: Any) -> Any:
    """Return the only shard of a new group of three nodes in three zones."""
    elasticache = client("elasticache")
    elasticache.create_cache_subnet_group(
        CacheSubnetGroupName=name, CacheSubnetGroupDescription="Data", SubnetIds=subnets
    )
    elasticache.create_replication_group(
        ReplicationGroupId=name,
        ReplicationGroupDescription="Sessions",
        NumCacheClusters=3,
        CacheSubnetGroupName=name,
        CacheNodeType="cache.t4g.micro",
        **more,
    )
    answer = elasticache.describe_replication_groups(ReplicationGroupId=name)
    return answer["ReplicationGroups"][0]["NodeGroups"][0]


def zones(shard: Any) -> str:
    return "".join(one["PreferredAvailabilityZone"][-1] for one in shard["NodeGroupMembers"])


def test_moto_names_it_after_another_region(client: Client, subnets: list[str]) -> None:
    shard = group(client, subnets)
    assert shard["PrimaryEndpoint"]["Address"].endswith(".use1.cache.amazonaws.com")
    zone = shard["NodeGroupMembers"][0]["PreferredAvailabilityZone"]
    assert zone == "us-east-1a"


def test_moto_tells_of_no_node_of_a_cluster(client: Client) -> None:
    elasticache = client("elasticache")
    elasticache.create_cache_cluster(
        CacheClusterId="one", Engine="redis", CacheNodeType="cache.t4g.micro"
    )
    [told] = elasticache.describe_cache_clusters(ShowCacheNodeInfo=True)["CacheClusters"]
    assert "CacheNodes" not in told


@pytest.mark.usefixtures("patched")
def test_patched_names_are_those_of_an_encrypted_group(client: Client, subnets: list[str]) -> None:
    shard = group(client, subnets, TransitEncryptionEnabled=True)
    primary = shard["PrimaryEndpoint"]["Address"]
    domain = primary.removeprefix("master.")
    assert domain.startswith("sessions.")
    assert domain.endswith(".euc1.cache.amazonaws.com")
    assert shard["ReaderEndpoint"]["Address"] == f"replica.{domain}"
    nodes = [one["ReadEndpoint"]["Address"] for one in shard["NodeGroupMembers"]]
    assert nodes == [f"sessions-00{number}.{domain}" for number in (1, 2, 3)]


@pytest.mark.usefixtures("patched")
def test_patched_without_encryption_names_are_others(client: Client, subnets: list[str]) -> None:
    shard = group(client, subnets)
    name, account, rest = shard["PrimaryEndpoint"]["Address"].split(".", 2)
    assert (name, rest) == ("sessions", "ng.0001.euc1.cache.amazonaws.com")
    assert shard["ReaderEndpoint"]["Address"] == f"sessions-ro.{account}.{rest}"
    node = shard["NodeGroupMembers"][1]["ReadEndpoint"]["Address"]
    assert node == f"sessions-002.{account}.0001.euc1.cache.amazonaws.com"


@pytest.mark.usefixtures("patched")
def test_patched_all_names_of_an_account_have_the_same_part(
    client: Client, subnets: list[str]
) -> None:
    names = [group(client, subnets, name)["PrimaryEndpoint"]["Address"] for name in ("a", "b")]
    assert len({name.split(".")[1] for name in names}) == 1


@pytest.mark.usefixtures("patched")
def test_patched_nodes_are_spread_over_the_zones_of_the_subnets(
    client: Client, subnets: list[str]
) -> None:
    assert zones(group(client, subnets)) == "abc"
    assert zones(group(client, subnets[1:], "two")) == "bcb"


@pytest.mark.usefixtures("patched")
def test_patched_nodes_stand_where_they_are_wanted(client: Client, subnets: list[str]) -> None:
    wanted = [f"eu-central-1{letter}" for letter in "caa"]
    assert zones(group(client, subnets, PreferredCacheClusterAZs=wanted)) == "caa"


@pytest.mark.usefixtures("patched")
def test_patched_a_member_tells_of_its_node(client: Client, subnets: list[str]) -> None:
    shard = group(client, subnets)
    told = client("elasticache").describe_cache_clusters(ShowCacheNodeInfo=True)["CacheClusters"]
    assert [one["CacheNodes"][0]["Endpoint"] for one in told] == [
        one["ReadEndpoint"] for one in shard["NodeGroupMembers"]
    ]
    assert told[1]["PreferredAvailabilityZone"] == "eu-central-1b"


@pytest.mark.usefixtures("patched")
def test_patched_a_cluster_by_itself_tells_what_it_was_given(client: Client) -> None:
    elasticache = client("elasticache")
    elasticache.create_cache_cluster(
        CacheClusterId="one",
        Engine="redis",
        CacheNodeType="cache.t4g.micro",
        PreferredAvailabilityZone="eu-central-1c",
        SecurityGroupIds=["sg-1"],
        CacheParameterGroupName="ours",
        Port=6380,
    )
    [told] = elasticache.describe_cache_clusters(ShowCacheNodeInfo=True)["CacheClusters"]
    [node] = told["CacheNodes"]
    assert node["Endpoint"]["Address"].startswith("one.")
    assert node["Endpoint"]["Port"] == 6380
    assert node["CustomerAvailabilityZone"] == "eu-central-1c"
    assert told["SecurityGroups"] == [{"SecurityGroupId": "sg-1", "Status": "active"}]
    assert told["CacheParameterGroup"]["CacheParameterGroupName"] == "ours"
