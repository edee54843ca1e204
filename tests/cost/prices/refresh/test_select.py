"""One product for each price key, else all that were found are named."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from aeolus_cost.prices.book import Price
from aeolus_cost.prices.refresh.rule import Rule
from aeolus_cost.prices.refresh.select import SelectionError, select
from support.price_list import products, recorded, rule_of

FILES = ("nat_gateway", "cloudwatch", "rds", "data_transfer", "ec2", "dynamodb")


def _select(rule: Rule, region: str = "us-east-1") -> list[Price]:
    return select(rule, region, products(recorded(*FILES), rule, region))


def _error(rule: Rule, region: str = "us-east-1") -> str:
    with pytest.raises(SelectionError) as caught:
        _select(rule, region)
    return str(caught.value)


@pytest.mark.parametrize(
    ("key", "region", "usd", "sku"),
    [
        ("nat_gateway.hour", "us-east-1", "0.045", "M2YSHUBETB3JX4M4"),
        ("nat_gateway.hour", "eu-west-2", "0.05", "D8BXG95NJW6MV3B3"),
        ("nat_gateway.gb", "us-east-1", "0.045", "59S5R83GFPUAGVR5"),
        ("data_transfer.cross_az", "us-east-1", "0.01", "PNUBVW4CPC8XA46W"),
        ("cloudwatch.logs.ingest", "us-east-1", "0.5", "S8QGXX5R2BKKMDSJ"),
        ("ebs.gp3.throughput_above_125", "us-east-1", "0.04", "SQUFRQX4K92S4SBB"),
    ],
)
def test_one_product(key: str, region: str, usd: str, sku: str) -> None:
    found = _select(rule_of(key), region)
    assert [(price.key, price.usd, price.sku) for price in found] == [(key, Decimal(usd), sku)]


def test_a_row_has_its_sku_and_its_date() -> None:
    found = _select(rule_of("nat_gateway.hour"))[0]
    assert (found.sku, found.date, found.source) == (
        "M2YSHUBETB3JX4M4",
        "2026-09-04",
        "price_list",
    )


def test_a_family_has_a_row_for_each_of_its_products() -> None:
    found = _select(rule_of("rds.postgresql.single_az.{instanceType}"))
    assert {price.key: price.usd for price in found} == {
        "rds.postgresql.single_az.db.t4g.micro": Decimal("0.016"),
        "rds.postgresql.single_az.db.t4g.small": Decimal("0.032"),
    }


def test_capacity_that_is_reserved_and_not_used_is_no_instance() -> None:
    found = _select(rule_of("ec2.linux.ondemand.{instanceType}"))
    assert [price.sku for price in found] == ["4C7N4APU9GEUZ6H6"]


def test_the_first_paid_tier_counts() -> None:
    metric = _select(rule_of("cloudwatch.custom_metric"))[0]
    assert (metric.usd, metric.note) == (Decimal("0.3"), "up to 10,000 Metrics")
    storage = _select(rule_of("dynamodb.storage"))[0]
    assert (storage.usd, storage.note) == (Decimal("0.25"), "above 25 GB-Mo")


def test_several_products_are_all_named_with_what_they_differ_in() -> None:
    rule = replace(rule_of("nat_gateway.hour"), usage="{bare}(Regional)?NatGateway-Hours")
    assert _error(rule) == (
        "nat_gateway.hour: 2 products instead of one: "
        "KVHMMSJX774M3XRN (groupDescription=Hourly charge for regional NAT Gateways, "
        "operation=RegionalNatGateway, usagetype=RegionalNatGateway-Hours); "
        "M2YSHUBETB3JX4M4 (groupDescription=Hourly charge for NAT Gateways, "
        "operation=NatGateway, usagetype=NatGateway-Hours)"
    )


def test_the_same_price_twice_is_not_one_product() -> None:
    # Both are $0.50: which of them is billed is not for us to guess.
    rule = replace(rule_of("cloudwatch.logs.ingest"), usage="{any}DataProcessing-Bytes")
    message = _error(rule)
    assert "96K55R2PV3ZZZ3AM" in message
    assert "S8QGXX5R2BKKMDSJ" in message


def test_one_key_of_a_family_with_several_products_is_named_alone() -> None:
    rule = replace(
        rule_of("rds.postgresql.single_az.{instanceType}"),
        usage="{bare}(InstanceUsage|Multi-AZUsage):.+",
        filters={"databaseEngine": "PostgreSQL"},
    )
    message = _error(rule)
    assert message.startswith("rds.postgresql.single_az.db.t4g.small: 2 products instead of one")
    assert "db.t4g.micro" not in message


def test_no_product_is_told_with_what_was_asked_for() -> None:
    assert _error(rule_of("nat_gateway.hour"), "eu-central-1") == (
        "nat_gateway.hour: no product of AmazonEC2 with regionCode=eu-central-1, "
        "productFamily=NAT Gateway and usage type {bare}NatGateway-Hours"
    )


def test_a_product_that_costs_nothing_is_not_the_one_that_is_billed() -> None:
    rule = rule_of("nat_gateway.hour")
    found = products(recorded("nat_gateway"), rule, "us-east-1")
    free = [
        replace(each, tiers=tuple(replace(t, usd=Decimal(0)) for t in each.tiers)) for each in found
    ]
    with pytest.raises(SelectionError, match="M2YSHUBETB3JX4M4 has no price on demand above"):
        select(rule, "us-east-1", free)


def test_two_prices_for_one_quantity_are_not_chosen_between() -> None:
    rule = rule_of("nat_gateway.hour")
    found = products(recorded("nat_gateway"), rule, "us-east-1")
    double = [replace(each, tiers=each.tiers * 2) for each in found]
    with pytest.raises(SelectionError, match="several prices on demand for one quantity"):
        select(rule, "us-east-1", double)


def test_a_price_for_something_else_is_told() -> None:
    rule = replace(rule_of("nat_gateway.gb"), unit="GB-month")
    assert _error(rule) == (
        "nat_gateway.gb: 59S5R83GFPUAGVR5 is priced by 'GB', which is not our 'GB-month'"
    )
