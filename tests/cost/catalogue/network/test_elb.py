"""`aws_elb`: hours, gigabytes, and addresses where it faces the internet."""

from __future__ import annotations

import pytest

from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_elb"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


@pytest.mark.parametrize(
    ("label", "amounts"),
    [
        # clb.hour: 0.025 × 730 h = 18.25; clb.gb: 0.008 × a quarter of 0, 10, 100 GB = 0, 0.02,
        # 0.20; 4GQUNXTFWVSGPUZK: 0.005 × 2 zones × 730 h = 7.30
        ("public", ("25.55", "25.57", "25.75")),
        # 0.005 × 730 h = 3.65
        ("of_subnets", ("21.90", "21.92", "22.10")),
        ("internal", ("18.25", "18.27", "18.45")),
    ],
)
def test_hours_traffic_and_addresses(label: str, amounts: tuple[str, str, str]) -> None:
    assert monthly(priced_testdata(TYPE), f"{TYPE}.{label}") == money(*amounts)


def test_zones_that_nobody_knows_are_reported() -> None:
    (left_out,) = priced_testdata(TYPE).unpriced
    assert (left_out.address, left_out.reason) == (
        f"{TYPE}.unknown",
        "subnets is ${local.nowhere}, known only after apply",
    )
