"""A Price List that answers from recorded products, as AWS's filters them.

The files in `cost/prices/recorded` have the shape of `GetProducts`, and SKUs and prices as AWS
listed them in 2026; a SKU that begins with TEST stands for one that is not public.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from aeolus_cost.prices.refresh.product import Product, parse
from aeolus_cost.prices.refresh.rule import Rule
from aeolus_cost.prices.refresh.rules import RULES

RECORDED = Path(__file__).parents[1] / "cost" / "prices" / "recorded"


def recorded(*names: str) -> list[dict[str, Any]]:
    """Return the products of some files."""
    files = [RECORDED / f"{name}.json" for name in names]
    return [each for file in files for each in json.loads(file.read_text(encoding="utf-8"))]


def rule_of(key: str) -> Rule:
    """Return the rule that has `key`, as it is written there."""
    return next(rule for rule in RULES if rule.key == key)


class FakePricing:
    """boto3's client for `pricing`, as far as previews use it; counts what it is asked."""

    def __init__(self, documents: Sequence[dict[str, Any]], page: int = 2) -> None:
        self._documents, self._page = documents, page
        self.asked: list[dict[str, Any]] = []

    def get_paginator(self, operation: str) -> FakePricing:
        assert operation == "get_products"
        return self

    def paginate(self, **asked: Any) -> Iterator[dict[str, Any]]:
        self.asked.append(asked)
        found = [each for each in self._documents if _matches(each, asked)]
        for start in range(0, len(found), self._page):
            yield {"PriceList": [json.dumps(each) for each in found[start : start + self._page]]}


def products(documents: Sequence[dict[str, Any]], rule: Rule, region: str) -> list[Product]:
    """Return what the Price List has for `rule`."""
    asked = {
        "ServiceCode": rule.service,
        "Filters": [{"Field": name, "Value": value} for name, value in rule.query(region).items()],
    }
    return [parse(json.dumps(each)) for each in documents if _matches(each, asked)]


def _matches(document: dict[str, Any], asked: dict[str, Any]) -> bool:
    product = document["product"]
    attributes = {"productFamily": product.get("productFamily"), **product["attributes"]}
    return document["serviceCode"] == asked["ServiceCode"] and all(
        attributes.get(each["Field"]) == each["Value"] for each in asked["Filters"]
    )
