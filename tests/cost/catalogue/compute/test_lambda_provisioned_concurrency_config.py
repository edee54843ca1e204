"""`aws_lambda_provisioned_concurrency_config`: memory that is kept ready."""

from __future__ import annotations

import pytest

from support.pricing import assert_golden_testdata, money, monthly, priced, priced_testdata

TYPE = "aws_lambda_provisioned_concurrency_config"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


@pytest.mark.parametrize(
    ("label", "amount"),
    [
        # BMKCD2ZCEYKTYYCB: 0.0000041667 × 10 × 0.5 GB × 730 h × 3,600 s = 54.7504
        ("x86", "54.75"),
        # MV7PTBS82AVCMXJJ: 0.0000033334 × 2 × 1 GB × 2,628,000 s = 17.5204, by way of its alias
        ("arm", "17.52"),
        # 0.0000041667 × 0.5 GB × 2,628,000 s = 5.4750
        ("by_name", "5.48"),
    ],
)
def test_what_is_kept_ready(label: str, amount: str) -> None:
    assert monthly(priced_testdata(TYPE), f"{TYPE}.{label}") == money(amount, amount, amount)


def test_without_its_function_it_is_reported() -> None:
    (left_out,) = priced_testdata(TYPE).unpriced
    assert left_out.address == f"{TYPE}.elsewhere"
    assert left_out.reason == "its function is not in this configuration"


def test_a_function_without_a_name_is_not_that_of_a_config_without_one() -> None:
    config = {"a": {"provisioned_concurrent_executions": 1}}
    got = priced({TYPE: config, "aws_lambda_function": {"b": {}}})
    assert [each.reason for each in got.unpriced] == ["its function is not in this configuration"]
