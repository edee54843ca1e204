"""`aws_route53_zone`: by the month and by the query."""

from __future__ import annotations

import pytest

from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_route53_zone"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


@pytest.mark.parametrize("label", ["public", "private"])
def test_a_private_zone_bills_as_a_public_one(label: str) -> None:
    # route53.hosted_zone: 0.50
    # route53.queries: 0.40 × half of 0, 0.1 and 1 million = 0, 0.02, 0.20
    assert monthly(priced_testdata(TYPE), f"{TYPE}.{label}") == money("0.50", "0.52", "0.70")


def test_records_are_free() -> None:
    assert priced_testdata(TYPE).free == {"aws_route53_record": 1}
