"""`aws_vpc_endpoint`: a gateway is free, an interface bills in each zone."""

from __future__ import annotations

import pytest

from support.pricing import (
    assert_golden_testdata,
    components,
    money,
    monthly,
    priced,
    priced_testdata,
)

TYPE = "aws_vpc_endpoint"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


@pytest.mark.parametrize(
    ("label", "amounts"),
    [
        # EN2N5TATXE673A3B: 0.01 × 3 zones × 730 h = 21.90
        # DQYYEZBCWSW5XS2R: 0.01 × a quarter of 0, 5 and 50 GB = 0, 0.0125, 0.125
        ("interface", ("21.90", "21.91", "22.03")),
        # one of its own and one by association: 0.01 × 2 × 730 h = 14.60
        ("associated", ("14.60", "14.61", "14.73")),
        # vpc_endpoint.gateway_load_balancer.hour: 0.01 × 730 h = 7.30
        # vpc_endpoint.gateway_load_balancer.gb: 0.0035 × 0, 1.25, 12.5 GB = 0, 0.0044, 0.0438
        ("appliance", ("7.30", "7.30", "7.34")),
    ],
)
def test_an_endpoint_bills_in_each_zone_and_by_the_gigabyte(
    label: str, amounts: tuple[str, str, str]
) -> None:
    assert monthly(priced_testdata(TYPE), f"{TYPE}.{label}") == money(*amounts)


def test_a_gateway_is_free_and_others_are_reported() -> None:
    found = priced_testdata(TYPE)
    assert components(found, f"{TYPE}.gateway") == {}
    assert {each.address: each.reason for each in found.unpriced} == {
        f"{TYPE}.nowhere": "subnet_ids says of no subnet that it is in it",
        f"{TYPE}.resource": "no rule for an endpoint of type Resource",
    }


def test_a_gateway_takes_no_share_of_the_traffic() -> None:
    interface = {"vpc_endpoint_type": "Interface", "subnet_ids": ["subnet-1"]}
    found = priced({TYPE: {"s3": {}, "dynamodb": {"vpc_endpoint_type": "Gateway"}, "a": interface}})
    line = components(found, f"{TYPE}.a")["Data processed"]
    assert line.component.formula == "0 / 5 / 50 GB by default"
