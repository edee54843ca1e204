"""A product of the AWS Price List: what it is, and its price on demand.

The shape of `GetProducts` is that of format version `aws_v1` (AWS Billing User Guide, "Finding
services and products using the AWS Price List Query API").
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from aeolus_cost.errors import CostError

FAMILY = "productFamily"


@dataclass(frozen=True)
class Tier:
    """A price from a quantity on."""

    begin: Decimal
    unit: str
    usd: Decimal


@dataclass(frozen=True)
class Product:
    """A product; its family is one of its attributes here."""

    sku: str
    attributes: Mapping[str, str]
    tiers: tuple[Tier, ...]
    """Prices on demand, from the first unit on; empty where there are none."""
    published: str
    """The day of the price list that it is from."""

    @property
    def usage(self) -> str:
        """What bills are kept by: `NatGateway-Hours`, with the region's code before it."""
        return self.attributes.get("usagetype", "")

    @property
    def first_paid(self) -> Tier | None:
        """The first price above nothing: free tiers do not count."""
        return next((tier for tier in self.tiers if tier.usd), None)


def parse(text: str) -> Product:
    """Return the product that an item of `PriceList` describes.

    Raises CostError where it is priced in another currency than US dollars.
    """
    document: dict[str, Any] = json.loads(text)
    product = document["product"]
    terms = document.get("terms", {}).get("OnDemand", {}).values()
    tiers = [_tier(each, product["sku"]) for term in terms for each in _dimensions(term)]
    return Product(
        sku=product["sku"],
        attributes={FAMILY: product.get(FAMILY, ""), **product["attributes"]},
        tiers=tuple(sorted(tiers, key=lambda tier: tier.begin)),
        published=document["publicationDate"][:10],
    )


def _dimensions(term: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list(term["priceDimensions"].values())


def _tier(dimension: Mapping[str, Any], sku: str) -> Tier:
    prices = dimension["pricePerUnit"]
    if "USD" not in prices:
        currency = ", ".join(prices) or "nothing"
        raise CostError(
            f"product {sku} is priced in {currency}: previews are in US dollars",
            cure="choose a region that AWS bills in US dollars",
        )
    begin = dimension.get("beginRange") or "0"
    return Tier(Decimal(begin), dimension["unit"], Decimal(prices["USD"]))
