"""A budget is held against the expected figure, to the cent; the ceiling only warns."""

from __future__ import annotations

from decimal import Decimal

import pytest

from aeolus_cost.budget import Verdict
from support.pricing import money


def verdict(expected: str, ceiling: str = "2000") -> Verdict:
    return Verdict(Decimal(1000), money("0", expected, ceiling))


@pytest.mark.parametrize(
    ("expected", "exceeded"),
    [("999.99", False), ("1000", False), ("1000.004", False), ("1000.005", True), ("1001", True)],
)
def test_it_is_exceeded_from_the_first_cent_above(expected: str, exceeded: bool) -> None:
    assert verdict(expected).exceeded is exceeded


def test_the_floor_and_the_ceiling_alone_never_exceed_it() -> None:
    assert not verdict("0", ceiling="1000000").exceeded
    assert verdict("1000.01", ceiling="1000.01").exceeded


@pytest.mark.parametrize(
    ("expected", "ceiling", "sentence"),
    [
        ("1234.5", "2000", "over budget: $1,234.50 expected, $234.50 more than $1,000"),
        ("1000", "2000", "within the budget of $1,000; at its ceiling of $2,000.00 it is not"),
        ("12", "1000.004", "within the budget of $1,000, even at its ceiling of $1,000.00"),
    ],
)
def test_the_sentence(expected: str, ceiling: str, sentence: str) -> None:
    assert verdict(expected, ceiling).sentence == sentence


def test_a_budget_with_cents_is_kept_to_the_cent() -> None:
    over = Verdict(Decimal("99.99"), money("0", "100", "100"))
    assert over.sentence == "over budget: $100.00 expected, $0.01 more than $99.99"
