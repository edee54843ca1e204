"""`aws_vpc`: what crosses it."""

from __future__ import annotations

import pytest

from aeolus_cost.figures import Figures
from aeolus_cost.usage.usage import Usage
from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_vpc"


@pytest.mark.parametrize("type_", [TYPE, "aws_default_vpc"])
def test_golden(type_: str) -> None:
    assert_golden_testdata(type_)


def test_traffic_between_zones_and_to_the_internet() -> None:
    # PNUBVW4CPC8XA46W: 0.01 × 2, 40, 200 GB = 0.02, 0.40, 2.00
    # HQEH3ZWJVT46JHRG: 0.09 × 0, 10, 100 GB = 0, 0.90, 9.00
    assert monthly(priced_testdata(TYPE), f"{TYPE}.a") == money("0.02", "1.30", "11.00")


def test_100_gb_to_another_zone_are_said_and_billed_as_200() -> None:
    said = {"cross_zone_gb": Figures.same(200), "internet_out_gb": Figures.same(0)}
    # 0.01 × 100 GB out of one zone and 0.01 × 100 GB into the other = 2.00
    found = priced_testdata(TYPE, Usage(totals={TYPE: said}))
    assert monthly(found, f"{TYPE}.a") == money("2.00", "2.00", "2.00")
