"""`aws_cloudwatch_composite_alarm`: by the month."""

from __future__ import annotations

from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_cloudwatch_composite_alarm"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_an_alarm_of_two_alarms_bills_once() -> None:
    # cloudwatch.alarm.composite: 0.50
    assert monthly(priced_testdata(TYPE), f"{TYPE}.a") == money("0.50", "0.50", "0.50")
