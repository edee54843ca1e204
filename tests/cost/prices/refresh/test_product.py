"""A product is read as the Price List tells it."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from aeolus_cost.errors import CostError
from aeolus_cost.prices.refresh.product import Product, parse
from support.price_list import recorded


def _named(sku: str, *files: str) -> dict[str, Any]:
    return next(each for each in recorded(*files) if each["product"]["sku"] == sku)


def _parsed(sku: str, *files: str) -> Product:
    return parse(json.dumps(_named(sku, *files)))


def test_what_it_is_and_when_it_was_listed() -> None:
    found = _parsed("M2YSHUBETB3JX4M4", "nat_gateway")
    assert (found.sku, found.usage, found.published) == (
        "M2YSHUBETB3JX4M4",
        "NatGateway-Hours",
        "2026-09-04",
    )
    assert found.attributes["productFamily"] == "NAT Gateway"


def test_prices_for_reserved_instances_do_not_count() -> None:
    document = _named("4C7N4APU9GEUZ6H6", "ec2")
    assert "Reserved" in document["terms"]
    assert [tier.usd for tier in parse(json.dumps(document)).tiers] == [Decimal("0.199")]


def test_tiers_are_in_order_whatever_their_order_in_the_document() -> None:
    document = _named("HQEH3ZWJVT46JHRG", "data_transfer")
    term = document["terms"]["OnDemand"]["HQEH3ZWJVT46JHRG.JRTCKXETXF"]
    term["priceDimensions"] = dict(reversed(term["priceDimensions"].items()))
    found = parse(json.dumps(document)).tiers
    assert [tier.begin for tier in found] == [0, 10240, 51200, 153600]


def test_a_free_tier_is_not_the_first_price() -> None:
    found = _parsed("TESTDDBSTORAGE25", "dynamodb")
    assert found.tiers[0].usd == 0
    assert found.first_paid
    assert (found.first_paid.begin, found.first_paid.usd) == (Decimal(25), Decimal("0.25"))


def test_a_product_without_a_price_on_demand_has_none() -> None:
    document = _named("M2YSHUBETB3JX4M4", "nat_gateway")
    document["terms"] = {"Reserved": {}}
    assert parse(json.dumps(document)).first_paid is None


def test_another_currency_is_refused_by_name() -> None:
    with pytest.raises(CostError) as caught:
        _parsed("TESTCHINANATHOUR", "china")
    assert str(caught.value) == (
        "product TESTCHINANATHOUR is priced in CNY: previews are in US dollars"
        " → choose a region that AWS bills in US dollars"
    )
