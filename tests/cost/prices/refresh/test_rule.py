"""A rule names one product, in every region."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from aeolus_cost.prices.refresh.product import Product, parse
from aeolus_cost.prices.refresh.rule import Rule
from aeolus_cost.prices.refresh.rules import RULES
from support.price_list import recorded, rule_of


def _product(usage: str, **attributes: str) -> Product:
    return Product("SKU", {"usagetype": usage, **attributes}, (), "2026-11-01")


@pytest.mark.parametrize(
    ("usage", "region", "type_", "matches"),
    [
        ("{bare}NatGateway-Hours", "us-east-1", "NatGateway-Hours", True),
        ("{bare}NatGateway-Hours", "us-east-1", "USE1-NatGateway-Hours", False),
        ("{bare}NatGateway-Hours", "eu-west-2", "EUW2-NatGateway-Hours", True),
        ("{bare}NatGateway-Hours", "eu-west-2", "NatGateway-Hours", False),
        ("{bare}NatGateway-Hours", "eu-west-1", "EU-NatGateway-Hours", True),
        ("{bare}NatGateway-Hours", "us-east-1", "RegionalNatGateway-Hours", False),
        ("{code}CW:Requests", "us-east-1", "USE1-CW:Requests", True),
        ("{code}CW:Requests", "us-east-1", "CW:Requests", False),
        ("{any}StateTransition", "us-east-1", "StateTransition", True),
        ("{any}StateTransition", "ap-southeast-10", "APS10-StateTransition", True),
        ("{region}-KMS-Keys", "eu-central-1", "eu-central-1-KMS-Keys", True),
        ("{region}-KMS-Keys", "eu-central-1", "eu-west-1-KMS-Keys", False),
    ],
)
def test_usage_types_begin_with_a_regions_code(
    usage: str, region: str, type_: str, matches: bool
) -> None:
    rule = Rule("key", "hour", "Service", usage)
    assert (rule.key_of(_product(type_), region) is not None) == matches


def test_the_key_of_a_family_is_named_by_the_product() -> None:
    rule = rule_of("ec2.linux.ondemand.{instanceType}")
    found = _product("BoxUsage:m7g.large", instanceType="m7g.large")
    assert rule.key_of(found, "us-east-1") == "ec2.linux.ondemand.m7g.large"


def test_the_key_of_a_family_may_be_in_the_usage_type() -> None:
    rule = rule_of("rds.performance_insights.{family}")
    assert rule.key_of(_product("PI_LTR:T4G"), "us-east-1") == "rds.performance_insights.t4g"


def test_regions_are_asked_for_where_a_service_has_them() -> None:
    assert rule_of("nat_gateway.hour").query("eu-west-2")["regionCode"] == "eu-west-2"
    assert rule_of("data_transfer.cross_az").query("eu-west-2")["fromRegionCode"] == "eu-west-2"
    assert rule_of("route53.hosted_zone").query("eu-west-2") == {"productFamily": "DNS Zone"}


def test_no_two_rules_have_one_key() -> None:
    counts = Counter(rule.key for rule in RULES)
    assert [key for key, times in counts.items() if times > 1] == []


def test_every_usage_type_is_an_expression_and_has_its_keys_attributes() -> None:
    for rule in RULES:
        attributes = {"instanceType": "X", "size": "X", **rule.pattern("us-east-1").groupindex}
        assert rule.key.format_map(attributes)


def test_a_recorded_product_has_at_most_one_key() -> None:
    files = ("nat_gateway", "cloudwatch", "rds", "data_transfer", "ec2", "dynamodb")
    for document in recorded(*files):
        product = parse(json.dumps(document))
        region = product.attributes.get("regionCode") or product.attributes["fromRegionCode"]
        keys = [
            rule.key_of(product, region)
            for rule in RULES
            if rule.service == document["serviceCode"]
            and all(product.attributes.get(n) == v for n, v in rule.query(region).items())
        ]
        assert len([key for key in keys if key]) <= 1, keys
