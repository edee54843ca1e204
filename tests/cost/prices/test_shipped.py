"""The file of us-east-1: where each price is from, and that it can be made anew."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from aeolus_cost.prices.book import PriceBook, load_prices
from aeolus_cost.prices.refresh.refresh import ON_DEMAND, SPOT
from aeolus_cost.prices.refresh.rules import RULES


@pytest.fixture(scope="module")
def book() -> PriceBook:
    return load_prices("us-east-1")


def test_no_key_has_two_prices(book: PriceBook) -> None:
    counts = Counter(price.key for price in book.prices)
    assert [key for key, times in counts.items() if times > 1] == []


def test_every_price_has_a_source_with_a_date_and_a_confidence(book: PriceBook) -> None:
    for price in book.prices:
        source = book.sources[price.source]
        assert price.date or source.data_date, price.key
        assert source.confidence.split()[0].rstrip(":,") in (
            "high",
            "medium",
            "medium-high",
            "low",
        ), price.source


def test_no_source_is_left_over(book: PriceBook) -> None:
    assert {price.source for price in book.prices} == book.sources.keys()


def test_every_price_is_above_nothing(book: PriceBook) -> None:
    assert [price.key for price in book.prices if not price.usd] == []


def test_a_range_ends_where_it_is_higher_and_is_not_above_on_demand(book: PriceBook) -> None:
    spot = [price for price in book.prices if price.key.startswith(SPOT)]
    assert spot
    for price in spot:
        on_demand = book.price(ON_DEMAND + price.key.removeprefix(SPOT))
        assert price.usd < price.highest <= on_demand.usd, price.key
        assert price.date, price.key


def test_the_instance_types_of_shipped_environments_have_spot_prices(book: PriceBook) -> None:
    for type_ in ("t4g.small", "t4g.medium", "m7g.large", "m6g.large", "c7g.xlarge"):
        assert book.has(SPOT + type_), type_


def test_multi_az_that_follows_from_single_az_is_twice_as_much(book: PriceBook) -> None:
    rows = [price for price in book.prices if price.source == "rds_twice_single_az"]
    assert rows
    for price in rows:
        single = book.price(price.key.replace(".multi_az.", ".single_az."))
        assert price.usd == 2 * single.usd, price.key


def test_every_price_can_be_made_anew_in_its_unit(book: PriceBook) -> None:
    rules = [(re.sub(r"\\\{\w+\\\}", ".+", re.escape(rule.key)), rule.unit) for rule in RULES]
    rules.append((re.escape(SPOT) + ".+", "hour"))
    lost = [
        price.key
        for price in book.prices
        if not any(re.fullmatch(key, price.key) and unit == price.unit for key, unit in rules)
    ]
    assert lost == []
