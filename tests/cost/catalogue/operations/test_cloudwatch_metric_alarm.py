"""`aws_cloudwatch_metric_alarm`: by the metrics it watches, and how finely."""

from __future__ import annotations

import pytest

from support.pricing import assert_golden_testdata, money, monthly, priced, priced_testdata

TYPE = "aws_cloudwatch_metric_alarm"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


@pytest.mark.parametrize(
    ("label", "amount"),
    [
        # cloudwatch.alarm.standard: 0.10 × 1
        ("standard", "0.10"),
        # cloudwatch.alarm.high_resolution: 0.30 × 1
        ("fine", "0.30"),
        # 0.10 × 2 metrics; the expression itself is none
        ("of_two", "0.20"),
        # 0.30 × 2: an alarm is of high resolution as a whole
        ("fine_in_part", "0.60"),
        # 0.10 × 3: the metric and both bounds of its band
        ("band", "0.30"),
    ],
)
def test_each_metric_that_is_watched_bills(label: str, amount: str) -> None:
    assert monthly(priced_testdata(TYPE), f"{TYPE}.{label}") == money(amount, amount, amount)


def test_a_query_that_finds_metrics_by_itself_is_reported() -> None:
    (left_out,) = priced_testdata(TYPE).unpriced
    assert left_out.reason == "a Metrics Insights query bills for each metric that it finds"


def test_a_period_that_nobody_knows_is_reported() -> None:
    found = priced({TYPE: {"a": {"metric_name": "CPU", "period": "${data.a.b.c}"}}})
    assert [each.reason for each in found.unpriced] == [
        "period is ${data.a.b.c}, known only after apply"
    ]
