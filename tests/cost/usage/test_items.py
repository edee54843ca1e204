"""Everything a usage file may say: each has a unit, a sensible default, and says what it counts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from aeolus_cost.figures import Figures
from aeolus_cost.usage.items import ItemOf, all_items
from aeolus_cost.usage.table import items_table
from aeolus_cost.usage.usage import Item

ITEMS = list(all_items())
IDS = [f"{each.type}.{each.item.name}" for each in ITEMS]
PAGE = Path(__file__).parents[3] / "docs/usage.md"


def test_an_item_is_declared_once() -> None:
    assert max(Counter(IDS).values()) == 1


@pytest.mark.parametrize("each", ITEMS, ids=IDS)
def test_a_default_does_not_fall_and_is_not_negative(each: ItemOf) -> None:
    default = each.item.default or Figures.same(0)
    assert 0 <= default.floor <= default.expected <= default.ceiling


@pytest.mark.parametrize("each", ITEMS, ids=IDS)
def test_an_item_says_what_it_counts(each: ItemOf) -> None:
    assert each.item.about[0].isupper()
    assert each.item.about.endswith(".")


def test_a_default_is_shown_as_it_counts() -> None:
    def shown(default: Figures | None) -> str:
        return ItemOf("aws_eip", Item("gb", "GB", "About.", default)).default

    assert shown(None) == "none"
    assert shown(Figures.same(0)) == "0"
    assert shown(Figures.of(0, "0.5", 2)) == "0 / 0.5 / 2"


def test_the_page_lists_every_item_with_its_default() -> None:
    assert items_table() in PAGE.read_text(encoding="utf-8"), (
        "python -m aeolus_cost.usage.table prints the table"
    )
