"""`aws_sfn_state_machine`: by state transitions."""

from __future__ import annotations

from aeolus_cost.figures import Figures
from aeolus_cost.usage.usage import Usage
from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_sfn_state_machine"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_transitions_bill_by_the_thousand() -> None:
    usage = Usage(resources={f"{TYPE}.standard": {"state_transitions": Figures.same(1000)}})
    # stepfunctions.transitions: 0.025 × 1,000 thousand
    found = priced_testdata(TYPE, usage)
    assert monthly(found, f"{TYPE}.standard") == money("25.00", "25.00", "25.00")


def test_an_express_state_machine_is_reported() -> None:
    (left_out,) = priced_testdata(TYPE).unpriced
    assert left_out.reason == "no rule for a state machine of type EXPRESS"
