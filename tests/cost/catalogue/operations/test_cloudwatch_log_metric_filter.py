"""`aws_cloudwatch_log_metric_filter`: the metrics that it publishes."""

from __future__ import annotations

from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_cloudwatch_log_metric_filter"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_a_filter_that_matches_publishes_a_custom_metric() -> None:
    # cloudwatch.custom_metric: 0.30 × 0, 1, 1
    assert monthly(priced_testdata(TYPE), f"{TYPE}.errors") == money("0.00", "0.30", "0.30")
