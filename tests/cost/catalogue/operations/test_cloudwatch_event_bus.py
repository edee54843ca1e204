"""`aws_cloudwatch_event_bus`: by what applications put on it."""

from __future__ import annotations

from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_cloudwatch_event_bus"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_events_bill_by_the_million() -> None:
    # eventbridge.custom_events: 1.00 × 0, 0.1, 1 million
    assert monthly(priced_testdata(TYPE), f"{TYPE}.orders") == money("0.00", "0.10", "1.00")


def test_rules_and_schedules_are_free() -> None:
    assert priced_testdata(TYPE).free == {"aws_cloudwatch_event_rule": 2}
