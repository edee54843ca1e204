"""`aws_cloudwatch_log_group`: what is written, and what is kept."""

from __future__ import annotations

import pytest

from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_cloudwatch_log_group"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


@pytest.mark.parametrize(
    ("label", "amounts"),
    [
        # 96K55R2PV3ZZZ3AM: 0.50 × a quarter of 1, 5, 50 GB = 0.125, 0.625, 6.25
        # JRHJQ2UMPUB5K73A: 0.03 × a quarter of 1, 5, 50 GB-month = 0.0075, 0.0375, 0.375
        ("standard", ("0.13", "0.66", "6.63")),
        # cloudwatch.logs.infrequent_access_ingest: 0.25 × the same = 0.0625, 0.3125, 3.125
        ("rare", ("0.07", "0.35", "3.50")),
    ],
)
def test_log_bills_when_it_comes_in_and_while_it_stays(
    label: str, amounts: tuple[str, str, str]
) -> None:
    assert monthly(priced_testdata(TYPE), f"{TYPE}.{label}") == money(*amounts)


def test_another_class_of_log_is_reported_not_priced_as_this_one() -> None:
    (left_out,) = priced_testdata(TYPE).unpriced
    assert left_out.reason == "no rule for a log group of class DELIVERY"
