"""`aws_secretsmanager_secret`: by the month, copies too, and by the call."""

from __future__ import annotations

import pytest

from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_secretsmanager_secret"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


@pytest.mark.parametrize(
    ("label", "amounts"),
    [
        # BJ3PQ9BYGU6P632F: 0.40
        # 4MDZ5VNEJPMUTG9B: 0.000005 × half of 1,000, 20,000, 200,000 = 0.0025, 0.05, 0.50
        ("one", ("0.40", "0.45", "0.90")),
        # 0.40 × 2 = 0.80
        ("copied", ("0.80", "0.85", "1.30")),
    ],
)
def test_a_copy_in_another_region_bills_as_a_secret(
    label: str, amounts: tuple[str, str, str]
) -> None:
    assert monthly(priced_testdata(TYPE), f"{TYPE}.{label}") == money(*amounts)
