"""Quantities as people write them."""

from __future__ import annotations

import pytest

from aeolus_cost.component import counted
from aeolus_cost.figures import Figures
from support.pricing import money


@pytest.mark.parametrize(
    ("quantity", "unit", "text"),
    [
        (money("20", "20", "20"), "GB", "20 GB"),
        (money("0", "0.5", "1000"), "GB-month", "0 / 0.5 / 1,000 GB-month"),
        (money("0", "0.1", "1"), "1M requests", "0 / 0.1 / 1 × 1M requests"),
        (money("1000", "1000", "1000"), "request", "1,000 requests"),
    ],
)
def test_a_quantity_stands_before_its_unit_and_apart_from_a_number(
    quantity: Figures, unit: str, text: str
) -> None:
    assert counted(quantity, unit) == text
