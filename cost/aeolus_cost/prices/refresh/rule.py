"""Which product of the Price List a price key stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .product import Product

CODE = r"[A-Z]{2,4}\d{0,2}-"
"""A region's code before a usage type, such as `EUC1-`."""
BARE_REGION = "us-east-1"
"""Usage types of services from before there were regions have no code there."""
REGION_FIELD = "regionCode"


@dataclass(frozen=True)
class Rule:
    """A price key and the one product that it is the price of.

    A key may name attributes of the product, as in `ec2.linux.ondemand.{instanceType}`: the rule
    is for a family then, and one product must be left for each key.

    `usage` is a regular expression for the whole usage type. It begins with `{code}` where the
    region's code always comes first, with `{bare}` where it does so except in us-east-1, with
    `{any}` where that differs, or has `{region}` in it. Its named groups count as attributes.
    """

    key: str
    unit: str
    service: str
    usage: str
    filters: Mapping[str, str] = field(default_factory=dict)
    """Attributes of the product, for the Price List to filter by."""
    region_field: str = REGION_FIELD
    """The attribute with the region; empty for services that have none."""

    def query(self, region: str) -> dict[str, str]:
        """Return the attributes to ask for."""
        where = {self.region_field: region} if self.region_field else {}
        return {**where, **self.filters}

    def pattern(self, region: str) -> re.Pattern[str]:
        """Return the expression for the usage type in `region`."""
        text = self.usage
        for name, expression in (
            ("{code}", CODE),
            ("{bare}", "" if region == BARE_REGION else CODE),
            ("{any}", f"(?:{CODE})?"),
            ("{region}", re.escape(region)),
        ):
            text = text.replace(name, expression)
        return re.compile(text)

    def key_of(self, product: Product, region: str) -> str | None:
        """Return the key that `product` is the price of, or None."""
        found = self.pattern(region).fullmatch(product.usage)
        if not found:
            return None
        return self.key.format_map(
            {
                name: value.lower()
                for name, value in ({**product.attributes, **found.groupdict()}).items()
            }
        )
