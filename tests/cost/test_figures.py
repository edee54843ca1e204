"""Money: exact until it is shown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from aeolus_cost.component import decimal, hourly, monthly, shown
from aeolus_cost.figures import Figures, cents


def test_sums_and_products_go_by_situation() -> None:
    assert Figures.of(1, 2, 3) + Figures.of(1, 1, 1) == Figures.of(2, 3, 4)
    assert Figures.of(1, 2, 3) - Figures.of(1, 1, 1) == Figures.of(0, 1, 2)
    assert Figures.of(1, 2, 3) * Figures.of(1, 2, 3) == Figures.of(1, 4, 9)
    assert Figures.of(1, 2, 3) * 730 == Figures.of(730, 1460, 2190)
    assert Figures.sum([]) == Figures.same(0)


def test_decimals_are_as_written_not_as_floats_are() -> None:
    assert Figures.of(0.1, "0.2", 3).floor + Decimal("0.2") == Decimal("0.3")


@pytest.mark.parametrize(
    ("exact", "rounded"), [("0.005", "0.01"), ("0.015", "0.02"), ("0.0049", "0.00"), ("2", "2.00")]
)
def test_half_a_cent_rounds_up_as_on_an_invoice(exact: str, rounded: str) -> None:
    assert str(cents(Decimal(exact))) == rounded


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2", "2"),
        ("2.50", "2.5"),
        ("0", "0"),
        ("100", "100"),
        ("0.0000166667", "0.0000166667"),
        ("6.66666", "6.667"),
        ("1296000", "1,296,000"),
    ],
)
def test_a_number_is_shown_without_needless_digits(value: str, text: str) -> None:
    assert decimal(Decimal(value)) == text


def test_figures_that_are_all_the_same_are_shown_once() -> None:
    assert shown(Figures.same(2)) == "2"
    assert shown(Figures.of(0, 1.5, 6)) == "0 / 1.5 / 6"


def test_what_runs_all_month_counts_730_hours_a_piece() -> None:
    component = hourly("Nodes", "node.hour", Figures.of(0, 1, 2), of="nodes")
    assert component.quantity == Figures.of(0, 730, 1460)
    assert component.formula == "0 / 1 / 2 nodes × 730 h"


def test_what_bills_by_the_month_says_its_quantity() -> None:
    assert monthly("Storage", "gb", 20, "GB-month").formula == "20 GB-month"
