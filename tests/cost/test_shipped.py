"""What the shipped environments cost: a change of design shows its price in review."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from aeolus_cost.estimate import Estimate, estimate
from aeolus_cost.prices.book import load_prices
from aeolus_cost.reading.read import read_synthesized
from aeolus_cost.usage.loading import load_usage
from support.pricing import assert_golden
from support.shipped import FOLDER, SHIPPED, shipped
from support.synthesized import shipped_stacks

GOLDEN = Path(__file__).parent / "golden"
USAGE = FOLDER.parent / "usage"


@pytest.fixture(scope="module")
def previews() -> dict[str, Estimate]:
    """What the shipped environments cost, each with its own usage file."""
    return {
        name: estimate(stack, load_usage(USAGE / f"{name}.yaml", stack), load_prices(stack.region))
        for name, stack in read_synthesized(shipped_stacks()).items()
    }


@pytest.mark.parametrize("name", SHIPPED)
def test_golden(previews: dict[str, Estimate], name: str) -> None:
    assert_golden(previews[name], GOLDEN / f"{name}.golden")


@pytest.mark.parametrize("name", SHIPPED)
def test_nothing_is_left_out(previews: dict[str, Estimate], name: str) -> None:
    assert previews[name].unpriced == ()


@pytest.mark.parametrize("name", SHIPPED)
def test_each_keeps_to_its_budget(previews: dict[str, Estimate], name: str) -> None:
    assert previews[name].total.expected <= shipped(name).budget.monthly_usd


@pytest.mark.parametrize("name", SHIPPED)
def test_each_has_a_usage_file(name: str) -> None:
    assert (USAGE / f"{name}.yaml").is_file()


def test_dev_costs_at_most_40_dollars_a_month(previews: dict[str, Estimate]) -> None:
    assert previews["dev"].total.expected <= Decimal(40)


def test_prods_floor_is_at_most_300_dollars_a_month(previews: dict[str, Estimate]) -> None:
    assert previews["prod"].total.floor <= Decimal(300)
