"""`aws_spot_instance_request`: an instance of Spot capacity."""

from __future__ import annotations

from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_spot_instance_request"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_a_range_where_the_price_is_known() -> None:
    # ec2.linux.spot.m7g.large: (0.0267, 0.0338 in the middle, 0.0409) × 730 h;
    # ebs.gp3.storage: 0.08 × 10 GB
    assert monthly(priced_testdata(TYPE), f"{TYPE}.known") == money("20.29", "25.47", "30.66")


def test_at_most_on_demand_where_it_is_not() -> None:
    # ec2.linux.ondemand.c5.large: 0.085 × 730 h = 62.05; 0.80
    cost = monthly(priced_testdata(TYPE), f"{TYPE}.without_price")
    assert cost == money("62.85", "62.85", "62.85")


def test_both_count_as_spot() -> None:
    got = priced_testdata(TYPE)
    disks = sum(line.monthly.expected for _, line in got.lines if "volume" in line.component.name)
    assert got.on_demand.expected == disks
