"""`aws_cloudwatch_dashboard`: by the month."""

from __future__ import annotations

from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_cloudwatch_dashboard"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_a_dashboard_bills_by_the_month_without_the_three_that_are_free() -> None:
    # cloudwatch.dashboard: 3.00
    assert monthly(priced_testdata(TYPE), f"{TYPE}.a") == money("3.00", "3.00", "3.00")
