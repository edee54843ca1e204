"""`aws_eip`: by the hour, in use or idle."""

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

TYPE = "aws_eip"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


@pytest.mark.parametrize("label", ["in_use", "idle", "from_amazon"])
def test_an_idle_address_bills_as_one_in_use_does(label: str) -> None:
    # 4GQUNXTFWVSGPUZK: 0.005 × 730 h = 3.65
    assert monthly(priced_testdata(TYPE), f"{TYPE}.{label}") == money("3.65", "3.65", "3.65")


def test_an_address_that_was_brought_along_is_free_and_one_of_ipam_is_reported() -> None:
    found = priced_testdata(TYPE)
    assert components(found, f"{TYPE}.brought") == {}
    assert [(each.address, each.reason) for each in found.unpriced] == [
        (f"{TYPE}.of_ipam", "no rule for an address of an IPAM pool")
    ]


def test_an_address_for_each_of_a_count() -> None:
    # 3 × 0.005 × 730 h = 10.95
    found = priced({TYPE: {"a": {"domain": "vpc", "count": 3}}})
    assert found.total == money("10.95", "10.95", "10.95")


def test_an_address_stays_while_an_environment_is_stopped() -> None:
    (line,) = components(priced_testdata(TYPE), f"{TYPE}.idle").values()
    assert not line.component.stops


def test_that_of_a_nat_gateway_goes_with_it() -> None:
    gateway = {"g": {"allocation_id": f"${{{TYPE}.a.id}}", "subnet_id": "subnet-1"}}
    found = priced({TYPE: {"a": {"domain": "vpc"}, "b": {}}, "aws_nat_gateway": gateway})
    stops = [
        line.component.stops
        for label in "ab"
        for line in components(found, f"{TYPE}.{label}").values()
    ]
    assert stops == [True, False]
