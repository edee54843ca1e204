"""`aws_elasticache_cluster`: a cache of its own, or one more replica of a group."""

from __future__ import annotations

from aeolus_cost.figures import Figures
from aeolus_cost.usage.usage import Usage
from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_elasticache_cluster"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_a_redis_node_and_its_snapshots() -> None:
    usage = Usage(totals={TYPE: {"backup_gb_beyond_free": Figures.same(10)}})
    # elasticache.redis.cache.t3.micro: 0.017 × 730 h = 12.41; elasticache.backup: 0.085 × 10 = 0.85
    costs = monthly(priced_testdata(TYPE, usage), f"{TYPE}.redis")
    assert costs == money("13.26", "13.26", "13.26")


def test_a_member_is_one_node_more_of_the_groups_type() -> None:
    # elasticache.redis.cache.m5.large: 0.156 × 730 h = 113.88
    costs = monthly(priced_testdata(TYPE), f"{TYPE}.member")
    assert costs == money("113.88", "113.88", "113.88")


def test_what_cannot_be_priced_says_why() -> None:
    reasons = {each.address: each.reason for each in priced_testdata(TYPE).unpriced}
    assert reasons == {
        f"{TYPE}.of_elsewhere": "the replication group it belongs to is not in this configuration",
        f"{TYPE}.memcached": (
            "no price of elasticache.memcached.cache.m5.large in us-east-1's price file"
        ),
        f"{TYPE}.unsaid": "engine or node_type is not given: it comes from a backup",
    }
