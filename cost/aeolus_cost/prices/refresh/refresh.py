"""All prices of a region, or none: every rule that fails is told at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from aeolus_cost.errors import CostError
from aeolus_cost.prices.book import Price, PriceBook

from .document import book_of
from .product import Product
from .rule import Rule
from .rules import RULES
from .select import SelectionError, select
from .spot import SpotPrice, ranges

ON_DEMAND, SPOT = "ec2.linux.ondemand.", "ec2.linux.spot."


class RefreshError(CostError):
    """Rules that do not lead to one product each; no file is written."""

    def __init__(self, region: str, failures: Sequence[str]) -> None:
        """`failures` are a line each."""
        super().__init__(
            f"{len(failures)} of the prices of {region} cannot be told from the Price List",
            cure="mend these rules, or leave them out: --without KEY",
        )
        self.failures = tuple(failures)


@dataclass(frozen=True)
class Sources:
    """Where prices come from."""

    products: Callable[[Rule, str], list[Product]]
    spot: Callable[[], list[SpotPrice]]


def rules_of(without: Sequence[str]) -> list[Rule]:
    """Return the rules but those whose key begins with one of `without`; raises CostError where
    no key does."""
    for each in without:
        if not any(rule.key.startswith(each) for rule in RULES):
            raise CostError(f"--without {each}: no price key begins like that")
    return [rule for rule in RULES if not rule.key.startswith(tuple(without))]


def refresh(
    region: str,
    sources: Sources,
    today: date,
    *,
    without: Sequence[str] = (),
    progress: Callable[[Rule], None] = lambda rule: None,
) -> PriceBook:
    """Return the prices of `region` as AWS tells them on `today`.

    Rules whose key begins with one of `without` are left out, which the book says. Raises
    RefreshError with all rules that fail, and CostError where AWS does not answer.
    """
    rules = rules_of(without)
    if not sources.products(RULES[0], region):
        raise CostError(f"the Price List has nothing of region {region!r}")
    prices: list[Price] = []
    failures: list[str] = []
    for rule in rules:
        progress(rule)
        try:
            prices += select(rule, region, sources.products(rule, region))
        except SelectionError as error:
            failures += str(error).splitlines()
    counts = Counter(price.key for price in prices)
    failures += [f"{key}: several rules have it" for key in sorted(counts) if counts[key] > 1]
    if failures:
        raise RefreshError(region, failures)
    prices += _spot(prices, sources, region, today)
    return book_of(region, prices, without, today)


def _spot(prices: Sequence[Price], sources: Sources, region: str, today: date) -> list[Price]:
    """Return Spot prices of the types that have one on demand too."""
    known = {
        SPOT + price.key.removeprefix(ON_DEMAND)
        for price in prices
        if price.key.startswith(ON_DEMAND)
    }
    if not known:
        return []
    return [price for price in ranges(sources.spot(), region, today) if price.key in known]
