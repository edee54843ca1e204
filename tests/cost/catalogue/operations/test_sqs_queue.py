"""`aws_sqs_queue`: by the request, at two prices."""

from __future__ import annotations

import pytest

from aeolus_cost.figures import Figures
from aeolus_cost.usage.usage import Usage
from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_sqs_queue"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


@pytest.mark.parametrize(
    ("label", "amount"),
    [
        # sqs.standard: 0.40 × half of 20 million
        ("standard", "4.00"),
        # sqs.fifo: 0.50 × the other half
        ("fifo", "5.00"),
    ],
)
def test_a_queue_in_order_has_a_price_of_its_own(label: str, amount: str) -> None:
    usage = Usage(totals={TYPE: {"requests": Figures.same(20)}})
    found = priced_testdata(TYPE, usage)
    assert monthly(found, f"{TYPE}.{label}") == money(amount, amount, amount)
