"""Caches of one node, and those that do not run."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.machines.appliance import Appliance
from sandbox.services.elasticache.conftest import Place, ask
from support.machines import needs_machines, until

pytestmark = [pytest.mark.sandbox, needs_machines]


def test_without_a_replica_a_killed_node_comes_back_empty(place: Place, client: Appliance) -> None:
    host = place.create("alone", 1, Engine="redis")
    assert ask(client, host, "SET", "a", "1", tls=False).stdout.strip() == "OK"
    place.node("alone-001").kill()
    until(
        lambda: ask(client, host, "EXISTS", "a", tls=False).stdout.strip() == "0",
        "it answers, and has nothing",
    )


def test_a_cluster_of_one_node_is_reached_by_the_name_of_its_node(
    place: Place, client: Appliance
) -> None:
    elasticache = place.client("elasticache")

    def told() -> list[Any]:
        clusters = elasticache.describe_cache_clusters(ShowCacheNodeInfo=True)["CacheClusters"]
        return [each for each in clusters if each["CacheClusterId"] == "single"]

    elasticache.create_cache_cluster(
        CacheClusterId="single",
        Engine="redis",
        CacheNodeType="cache.t4g.micro",
        NumCacheNodes=1,
        CacheSubnetGroupName="caches",
        SecurityGroupIds=[place.cached],
    )
    until(lambda: told()[0]["CacheClusterStatus"] == "available", "it is available")
    host = told()[0]["CacheNodes"][0]["Endpoint"]["Address"]
    assert ask(client, host, "PING", tls=False).stdout.strip() == "PONG"
    elasticache.delete_cache_cluster(CacheClusterId="single")
    until(lambda: told() == [], "the API has forgotten it")
    assert place.world.network.addresses(host) == ()


def test_memcached_does_not_run_and_the_log_says_so(place: Place) -> None:
    elasticache = place.client("elasticache")
    elasticache.create_cache_cluster(
        CacheClusterId="pages",
        Engine="memcached",
        CacheNodeType="cache.t4g.micro",
        NumCacheNodes=1,
    )
    log = place.world.log.path
    # The log begins with its first line.
    said = "memcached does not run here"
    until(lambda: log.exists() and said in log.read_text(), "the log says so")
    [told] = elasticache.describe_cache_clusters(CacheClusterId="pages")["CacheClusters"]
    assert told["CacheClusterStatus"] == "available"
