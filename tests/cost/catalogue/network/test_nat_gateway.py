"""`aws_nat_gateway`: hours and gigabytes."""

from __future__ import annotations

from aeolus_cost.figures import Figures
from aeolus_cost.usage.usage import Usage
from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

GATEWAY = "aws_nat_gateway.a"


def test_golden() -> None:
    assert_golden_testdata("aws_nat_gateway")


def test_hours_alone_at_the_floor_and_the_default_traffic_shared_by_both() -> None:
    # M2YSHUBETB3JX4M4: 0.045 × 730 h = 32.85; 59S5R83GFPUAGVR5: 0.045 × 10 GB = 0.45, × 50 = 2.25
    costs = monthly(priced_testdata("aws_nat_gateway"), GATEWAY)
    assert costs == money("32.85", "33.30", "35.10")


def test_traffic_that_the_file_gives_of_one_gateway_is_not_shared() -> None:
    usage = Usage(
        totals={"aws_nat_gateway": {"gb_processed": Figures.same(100)}},
        resources={GATEWAY: {"gb_processed": Figures.same(1000)}},
    )
    estimate = priced_testdata("aws_nat_gateway", usage)
    # 0.045 × 1000 GB = 45.00 and 0.045 × 100 GB = 4.50, on top of the hours
    assert monthly(estimate, GATEWAY) == money("77.85", "77.85", "77.85")
    assert monthly(estimate, "aws_nat_gateway.b") == money("37.35", "37.35", "37.35")
