"""`aws_sns_topic_subscription`: by what is delivered, and how."""

from __future__ import annotations

from aeolus_cost.figures import Figures
from aeolus_cost.usage.usage import Usage
from support.pricing import assert_golden_testdata, components, money, monthly, priced_testdata

TYPE = "aws_sns_topic_subscription"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_mail_costs_more_than_http() -> None:
    usage = Usage(totals={TYPE: {"notifications": Figures.same(2000)}})
    found = priced_testdata(TYPE, usage)
    # half of 2 million each: sns.email: 0.02 × 1,000 thousand; sns.http: 0.0006 × 1,000 thousand
    assert monthly(found, f"{TYPE}.mail") == money("20.00", "20.00", "20.00")
    assert monthly(found, f"{TYPE}.web") == money("0.60", "0.60", "0.60")


def test_functions_and_queues_bill_nothing_and_take_no_share() -> None:
    found = priced_testdata(TYPE)
    assert components(found, f"{TYPE}.queue") == components(found, f"{TYPE}.function") == {}


def test_messages_to_telephones_are_reported() -> None:
    (left_out,) = priced_testdata(TYPE).unpriced
    assert left_out.reason == "no rule for notifications by sms"
