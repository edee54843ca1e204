"""What is reckoned by hand names each price by its SKU, or by its key where no SKU is known.

A test says in a comment how its amount comes about, as `M2YSHUBETB3JX4M4: 0.045 × 730 h = 32.85`.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from aeolus_cost.catalogue import PRICED
from aeolus_cost.prices.book import Price, load_prices
from support.pricing import REGION, priced_testdata

BOOK = load_prices(REGION)
BY_NAME = {price.sku or price.key: price for price in BOOK.prices}
SERVICES = {price.key.partition(".")[0] for price in BOOK.prices}
NAME = re.compile(r"(?<![\w.])([A-Z0-9]{16}|[a-z0-9_]+(?:\.[a-z0-9_-]+)+): (?=([^:;]*))")
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?!\w)")
FILES = {
    file: file.read_text(encoding="utf-8")
    for file in sorted(Path(__file__).parents[1].rglob("test_*.py"))
    if file != Path(__file__)
}


def comments(text: str) -> Iterator[str]:
    """Yield the comments of a file; those of lines below each other are one."""
    last, said = 0, ""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            if said and token.start[0] != last + 1:
                yield said
                said = ""
            said += f" {token.string.removeprefix('#').strip()}"
            last = token.start[0]
    yield said


def names(text: str) -> Iterator[tuple[str, str]]:
    """Yield each SKU and price key that a comment counts with, and what follows it there."""
    for comment in comments(text):
        for found in NAME.finditer(comment):
            if found[1].isupper() or found[1].partition(".")[0] in SERVICES:
                yield found[1], found[2]


def reckoned(text: str) -> set[str]:
    """Return the keys of the prices that comments count with."""
    return {BY_NAME[name].key for name, _ in names(text) if name in BY_NAME}


def mistakes(text: str) -> list[str]:
    """Return the names that are none of a price, and those whose price does not follow them."""
    return [
        f"{name}: {said}"
        for name, said in names(text)
        if name not in BY_NAME or not has(BY_NAME[name], said)
    ]


def has(price: Price, said: str) -> bool:
    """Return whether the price itself, both ends of a range, stands among the numbers."""
    numbers = {Decimal(each) for each in NUMBER.findall(said)}
    return {price.usd, price.highest} <= numbers


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_prices_that_are_counted_with_are_those_of_the_price_file(file: Path) -> None:
    assert mistakes(FILES[file]) == []


@pytest.mark.parametrize("type_", sorted(PRICED))
def test_every_price_of_a_golden_file_is_reckoned_by_hand(type_: str) -> None:
    ours = (text for text in FILES.values() if "def test_golden" in text)
    by_hand = {key for text in ours if f'"{type_}"' in text for key in reckoned(text)}
    of_type = (line for cost, line in priced_testdata(type_).lines if cost.resource.type == type_)
    assert {price.key for line in of_type for price in line.prices} - by_hand == set()


@pytest.mark.parametrize(
    ("comment", "right"),
    [
        ("# M2YSHUBETB3JX4M4: 0.045 × 730 h", True),
        ("# M2YSHUBETB3JX4M4:\n# 2 × 0.045", True),
        ("# M2YSHUBETB3JX4M4: 0.054 × 730 h", False),
        ("# M2YSHUBETB3JX4M5: 0.045 × 730 h", False),
        ("# nat_gateway.hour: 0.045, which has a SKU", False),
        ("# nat_gateway.hours: 0.045 × 730 h", False),
        ("# ec2.linux.spot.m7g.large: 0.0267 to 0.0409", True),
        ("# ec2.linux.spot.m7g.large: 0.0267 × 730 h", False),
        ("# prod.yaml: of another file", True),
    ],
)
def test_a_price_that_is_wrong_or_has_another_name_is_found(comment: str, right: bool) -> None:
    assert (mistakes(comment) == []) is right
