"""`aws_sns_topic`: by what is published."""

from __future__ import annotations

from aeolus_cost.figures import Figures
from aeolus_cost.usage.usage import Usage
from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_sns_topic"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_messages_bill_by_the_million() -> None:
    usage = Usage(resources={f"{TYPE}.a": {"requests": Figures.of(0, 1, 10)}})
    # sns.requests: 0.50 × 0, 1 and 10 million
    found = priced_testdata(TYPE, usage)
    assert monthly(found, f"{TYPE}.a") == money("0.00", "0.50", "5.00")


def test_a_topic_in_order_is_reported() -> None:
    (left_out,) = priced_testdata(TYPE).unpriced
    assert left_out.reason == "no rule for a FIFO topic"
