"""`aws_db_proxy`: by the vCPUs of what stands behind it."""

from __future__ import annotations

from aeolus_cost.figures import Figures
from aeolus_cost.usage.usage import Usage
from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_db_proxy"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_vcpus_of_the_target() -> None:
    # AHVT2C6WP2BB5BXQ: 0.015 × 8 vCPUs of db.r6g.2xlarge × 730 h = 87.60
    costs = monthly(priced_testdata(TYPE), f"{TYPE}.of_large")
    assert costs == money("87.60", "87.60", "87.60")


def test_two_vcpus_at_least() -> None:
    usage = Usage(resources={f"{TYPE}.of_small": {"target_vcpus": Figures.same(1)}})
    # AHVT2C6WP2BB5BXQ: 0.015 × 2 vCPUs × 730 h = 21.90
    costs = monthly(priced_testdata(TYPE, usage), f"{TYPE}.of_small")
    assert costs == money("21.90", "21.90", "21.90")


def test_a_target_elsewhere_is_asked_of_the_usage_file() -> None:
    reasons = {each.address: each.reason for each in priced_testdata(TYPE).unpriced}
    assert reasons[f"{TYPE}.of_elsewhere"] == (
        "no aws_db_proxy_target leads to an instance in this configuration: "
        "give aws_db_proxy.target_vcpus in the usage file"
    )
    usage = Usage(resources={f"{TYPE}.of_elsewhere": {"target_vcpus": Figures.same(4)}})
    # AHVT2C6WP2BB5BXQ: 0.015 × 4 vCPUs × 730 h = 43.80
    costs = monthly(priced_testdata(TYPE, usage), f"{TYPE}.of_elsewhere")
    assert costs == money("43.80", "43.80", "43.80")
