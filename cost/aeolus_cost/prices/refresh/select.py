"""One product for each price key, or why there is not exactly one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from aeolus_cost.prices.book import Price

from .product import Product, Tier
from .rule import Rule
from .units import UnitError, converted

SOURCE = "price_list"


class SelectionError(Exception):
    """A rule does not lead to exactly one price; the message is for who puts it right."""


def select(rule: Rule, region: str, products: Iterable[Product]) -> list[Price]:
    """Return the price of each key of `rule`, sorted.

    `products` are what the Price List has for `rule.query(region)`. Raises SelectionError where
    there is no product, where a key has several, or where a product has no price in our unit.
    """
    candidates: dict[str, list[Product]] = defaultdict(list)
    for product in products:
        key = rule.key_of(product, region)
        if key is not None:
            candidates[key].append(product)
    if not candidates:
        asked = ", ".join(f"{name}={value}" for name, value in rule.query(region).items())
        raise SelectionError(
            f"{rule.key}: no product of {rule.service} with {asked} and usage type {rule.usage}"
        )
    wrong = [_told(key, found) for key, found in sorted(candidates.items()) if len(found) > 1]
    if wrong:
        raise SelectionError("\n".join(wrong))
    return [_price(rule, key, found[0]) for key, found in sorted(candidates.items())]


def _told(key: str, products: Sequence[Product]) -> str:
    """Return all the products that a key matches, with the attributes they differ in."""
    names = sorted({name for each in products for name in each.attributes})
    differing = [
        name for name in names if len({each.attributes.get(name) for each in products}) > 1
    ]
    listed = "; ".join(
        f"{each.sku} ({', '.join(f'{name}={each.attributes.get(name)}' for name in differing)})"
        for each in sorted(products, key=lambda product: product.sku)
    )
    return f"{key}: {len(products)} products instead of one: {listed}"


def _price(rule: Rule, key: str, product: Product) -> Price:
    begins = [tier.begin for tier in product.tiers]
    if len(set(begins)) != len(begins):
        raise SelectionError(f"{key}: {product.sku} has several prices on demand for one quantity")
    tier = product.first_paid
    if tier is None:
        raise SelectionError(f"{key}: {product.sku} has no price on demand above nothing")
    try:
        usd = converted(tier.usd, tier.unit, rule.unit)
    except UnitError as error:
        raise SelectionError(f"{key}: {product.sku} is {error}") from error
    return Price(
        key=key,
        usd=usd.normalize(),
        unit=rule.unit,
        source=SOURCE,
        sku=product.sku,
        date=product.published,
        note=_note(product, tier),
    )


def _note(product: Product, tier: Tier) -> str:
    following = next((each for each in product.tiers if each.begin > tier.begin), None)
    if following:
        return f"up to {following.begin:,f} {tier.unit}"
    return f"above {tier.begin:,f} {tier.unit}" if tier.begin else ""
