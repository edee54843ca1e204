"""Every price that a class names is in the price file, or a gap that the file declares."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from aeolus_cost import catalogue
from aeolus_cost.prices.book import load_prices
from support.pricing import REGION

KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]*[a-z0-9])+")
SOURCES = sorted(Path(catalogue.__file__).parent.rglob("*.py"))
BOOK = load_prices(REGION)
SERVICES = {price.key.partition(".")[0] for price in BOOK.prices}


def keys_without_price(source: str) -> Iterator[str]:
    """Yield the price keys in Python code that neither have a price nor are a declared gap.

    Of a key that is put together, as `f"ec2.linux.ondemand.{type}"`, an estimate tells what lacks.
    """
    for node in ast.walk(ast.parse(source)):
        key = node.value if isinstance(node, ast.Constant) else None
        if isinstance(key, str) and KEY.fullmatch(key) and key.partition(".")[0] in SERVICES:
            priced = any(f"{each.key}.".startswith(f"{key}.") for each in BOOK.prices)
            if not priced and not any(key in gap for gap in BOOK.gaps):
                yield key


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_key_has_a_price_or_is_a_declared_gap(file: Path) -> None:
    assert list(keys_without_price(file.read_text(encoding="utf-8"))) == []


def test_a_key_that_is_misspelt_is_found() -> None:
    code = '"""Docs."""\nx = ("nat_gateway.hour", "nat_gateway.hours", f"nat_gateway.{x}", "a.b")'
    assert list(keys_without_price(code)) == ["nat_gateway.hours"]
