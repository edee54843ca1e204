"""Caches, as the API tells of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from moto import mock_aws

from aeolus_sandbox.services.elasticache.cache import Cache, Unsupported
from aeolus_sandbox.services.elasticache.reading import Reader
from support.services import REGION, client_of, corrected


@pytest.fixture
def elasticache() -> Iterator[Any]:
    """Return a client of an account with a default VPC, and a subnet group of two zones."""
    with mock_aws(), corrected("elasticache"):
        made = client_of("elasticache")
        made.create_cache_subnet_group(
            CacheSubnetGroupName="caches",
            CacheSubnetGroupDescription="Caches",
            SubnetIds=[subnet["SubnetId"] for subnet in subnets()[:2]],
        )
        yield made


def subnets() -> list[Any]:
    """Return the subnets of the default VPC, by zone."""
    found: list[Any] = client_of("ec2").describe_subnets()["Subnets"]
    return sorted(found, key=lambda one: one["AvailabilityZone"])


def read() -> Any:
    """Return the only cache there is."""
    [found] = Reader(client_of, lambda group: [f"token of {group}"]).caches()
    return found


def create(elasticache: Any, **more: Any) -> None:
    """Create a replication group of three nodes."""
    elasticache.create_replication_group(
        **{
            "ReplicationGroupId": "sessions",
            "ReplicationGroupDescription": "Sessions",
            "Engine": "valkey",
            "NumCacheClusters": 3,
            "CacheNodeType": "cache.t4g.micro",
            "CacheSubnetGroupName": "caches",
            **more,
        }
    )


def test_nodes_stand_in_the_subnet_of_their_zone(elasticache: Any) -> None:
    create(elasticache)
    cache = read()
    assert isinstance(cache, Cache)
    zones = {one["SubnetId"]: one["AvailabilityZone"] for one in subnets()}
    assert [zones[member.subnet] for member in cache.members] == [
        member.zone for member in cache.members
    ]
    assert len({member.zone for member in cache.members}) == 2


def test_a_zone_without_a_subnet_does_with_another(elasticache: Any) -> None:
    create(elasticache, NumCacheClusters=1, PreferredCacheClusterAZs=[f"{REGION}c"])
    assert read().members[0].subnet in [one["SubnetId"] for one in subnets()[:2]]


def test_a_group_has_its_roles_names_and_tokens(elasticache: Any) -> None:
    create(elasticache, TransitEncryptionEnabled=True, AutomaticFailoverEnabled=True)
    cache = read()
    assert cache.primary == "sessions-001"
    assert cache.primary_host.startswith("master.")
    assert cache.reader_host.startswith("replica.")
    assert cache.tokens == ("token of sessions",)
    assert (cache.encrypted, cache.automatic_failover, cache.deleting) == (True, True, False)


def test_without_security_groups_it_has_its_vpcs_default_one(elasticache: Any) -> None:
    create(elasticache)
    [default] = client_of("ec2").describe_security_groups(
        Filters=[{"Name": "group-name", "Values": ["default"]}]
    )["SecurityGroups"]
    assert read().security_groups == [default["GroupId"]]


def test_parameters_are_those_of_its_own_group(elasticache: Any) -> None:
    create(elasticache, CacheParameterGroupName="default.valkey8")
    assert read().parameters == {}
    elasticache.create_cache_parameter_group(
        CacheParameterGroupName="ours", CacheParameterGroupFamily="valkey8", Description="Ours"
    )
    elasticache.modify_cache_parameter_group(
        CacheParameterGroupName="ours",
        ParameterNameValues=[{"ParameterName": "timeout", "ParameterValue": "60"}],
    )
    elasticache.modify_replication_group(
        ReplicationGroupId="sessions", CacheParameterGroupName="ours"
    )
    assert read().parameters == {"timeout": "60"}


def test_a_cluster_in_no_group_is_its_own_primary(elasticache: Any) -> None:
    elasticache.create_cache_cluster(
        CacheClusterId="pages", Engine="redis", CacheNodeType="cache.t4g.micro", Port=6380
    )
    cache = read()
    assert (cache.id, cache.primary, cache.port) == ("pages", "pages", 6380)
    assert cache.hosts == [cache.members[0].host]


def test_cluster_mode_and_memcached_do_not_run_here(elasticache: Any) -> None:
    create(elasticache, ClusterMode="enabled", NumNodeGroups=2)
    unsupported = read()
    assert isinstance(unsupported, Unsupported)
    assert unsupported.reason == "sessions: cluster mode does not run here: disable it"
    elasticache.delete_replication_group(ReplicationGroupId="sessions")
    elasticache.create_cache_cluster(
        CacheClusterId="pages", Engine="memcached", CacheNodeType="cache.t4g.micro", NumCacheNodes=1
    )
    assert read().reason == "pages: memcached does not run here: take valkey"


def test_one_alone_is_read_as_it_is_now(elasticache: Any) -> None:
    create(elasticache)
    reader = Reader(client_of, lambda group: [f"token of {group}"])
    assert reader.cache("replication-group", "sessions") == read()
    assert reader.cache("replication-group", "others") is None
    elasticache.delete_replication_group(ReplicationGroupId="sessions")
    assert reader.cache("replication-group", "sessions") is None


def test_a_group_that_is_made_or_changed_while_it_is_read_is_left_for_the_next_time(
    elasticache: Any,
) -> None:
    """It was taken for one that cannot run, and was available before it had a server."""

    class Meddling:
        """The API of an account in which a group is made between two readings."""

        asked = 0

        def get_paginator(self, operation: str) -> Any:
            self.asked += 1
            if self.asked == 2:
                create(elasticache)
            return elasticache.get_paginator(operation)

    def meddling(service: str) -> Any:
        return Meddling() if service == "elasticache" else client_of(service)

    assert Reader(meddling, lambda _: []).caches() == []
    create(elasticache, ReplicationGroupId="others", NumCacheClusters=2)
    elasticache.delete_cache_cluster(CacheClusterId="others-002")
    assert [one.id for one in Reader(client_of, lambda _: []).caches()] == ["sessions"]
