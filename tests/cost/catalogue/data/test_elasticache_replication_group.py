"""`aws_elasticache_replication_group`: the hours of its nodes."""

from __future__ import annotations

from aeolus_cost.figures import Figures
from support.pricing import (
    assert_golden_testdata,
    components,
    money,
    monthly,
    priced,
    priced_testdata,
)

TYPE = "aws_elasticache_replication_group"


def of(label: str) -> Figures:
    return monthly(priced_testdata(TYPE), f"{TYPE}.{label}")


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_the_broker_of_prod() -> None:
    # elasticache.valkey.cache.t4g.micro: 2 × 0.0128 × 730 h = 18.688; at the ceiling
    # elasticache.backup: 0.085 × 1 GB = 0.085
    assert of("prod_broker") == money("18.69", "18.69", "18.77")


def test_one_node_of_redis_by_default() -> None:
    # elasticache.redis.cache.t4g.micro: 0.016 × 730 h = 11.68
    assert of("redis_by_default") == money("11.68", "11.68", "11.68")


def test_shards_times_primary_and_replicas() -> None:
    # elasticache.redis.cache.m6g.large: 2 shards × (1 + 2) × 0.149 × 730 h = 652.62
    assert of("sharded") == money("652.62", "652.62", "652.62")


def test_scaled_shards_from_the_least_to_the_most() -> None:
    # elasticache.redis.cache.m5.large: 0.156 × 730 h = 113.88, × 1 / 2 / 4 shards × 2 nodes
    assert of("autoscaled") == money("227.76", "455.52", "911.04")


def test_nodes_end_while_an_environment_is_stopped_and_snapshots_do_not() -> None:
    got = components(priced_testdata(TYPE), f"{TYPE}.prod_broker")
    assert {name: line.component.stops for name, line in got.items()} == {
        "Nodes (cache.t4g.micro, valkey)": True,
        "Snapshots beyond the free one": False,
    }


def test_what_has_no_type_or_price_is_reported() -> None:
    reasons = {each.address: each.reason for each in priced_testdata(TYPE).unpriced}
    assert reasons[f"{TYPE}.secondary"] == "node_type is that of its global replication group"
    assert reasons[f"{TYPE}.unpriced_type"] == (
        "no price of elasticache.valkey.cache.x9.large in us-east-1's price file"
    )


def test_a_serverless_cache_is_reported_not_passed_over() -> None:
    got = priced({"aws_elasticache_serverless_cache": {"a": {"engine": "valkey"}}})
    assert [each.reason for each in got.unpriced] == ["no rule for this resource type"]
