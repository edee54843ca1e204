"""`aws_lb`: hours, capacity units, and addresses where it faces the internet."""

from __future__ import annotations

import pytest

from aeolus_cost.figures import Figures
from support.pricing import assert_golden_testdata, components, money, monthly, priced_testdata

TYPE = "aws_lb"


@pytest.mark.parametrize("type_", [TYPE, "aws_alb"])
def test_golden(type_: str) -> None:
    assert_golden_testdata(type_)


@pytest.mark.parametrize(
    ("label", "amounts"),
    [
        # 37CUWUT8GSNQEPUV: 0.0225 × 730 h = 16.425; P2XGEJ8N3KU52WA8: 0.008 × a tenth of 0, 150
        # and 730 LCU hours = 0, 0.12, 0.584; 4GQUNXTFWVSGPUZK: 0.005 × 3 zones × 730 h = 10.95
        ("public", ("27.38", "27.50", "27.96")),
        # without addresses
        ("internal", ("16.43", "16.55", "17.01")),
        ("without_ipv4", ("16.43", "16.55", "17.01")),
        # 0.005 × 2 zones × 730 h = 7.30
        ("mapped", ("23.73", "23.85", "24.31")),
        ("by_reference", ("23.73", "23.85", "24.31")),
        # nlb.hour: 0.0225 × 730 h; nlb.lcu: 0.006 × 0, 15, 73 = 0, 0.09, 0.438; one address: 3.65
        ("network", ("20.08", "20.17", "20.51")),
    ],
)
def test_hours_capacity_and_addresses(label: str, amounts: tuple[str, str, str]) -> None:
    assert monthly(priced_testdata(TYPE), f"{TYPE}.{label}") == money(*amounts)


def test_an_elastic_address_is_not_billed_twice() -> None:
    found = priced_testdata(TYPE)
    line = components(found, f"{TYPE}.network_with_eip")["Public IPv4 addresses"]
    # 730 h in the zone that has no elastic address
    assert line.component.quantity == Figures.same(730)
    assert monthly(found, "aws_eip.one") == money("3.65", "3.65", "3.65")


def test_hours_and_addresses_end_while_an_environment_is_stopped() -> None:
    lines = components(priced_testdata(TYPE), f"{TYPE}.public")
    assert {name for name, line in lines.items() if line.component.stops} == {
        "Application load balancer",
        "Public IPv4 addresses",
    }


def test_what_is_not_known_is_reported_and_the_rest_counted() -> None:
    found = priced_testdata(TYPE)
    assert {each.address: each.reason for each in found.unpriced} == {
        f"{TYPE}.gateway": "no rule for a load balancer of type gateway",
        f"{TYPE}.unknown": "subnets is ${local.nowhere}, known only after apply",
        f"{TYPE}.unsaid": ("neither subnets nor subnet_mapping says how many addresses it has"),
    }
    assert monthly(found, f"{TYPE}.unknown") == money("16.43", "16.55", "17.01")
