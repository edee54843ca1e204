"""`aws_lambda_function`: calls, and memory and disk times seconds."""

from __future__ import annotations

import pytest

from aeolus_cost.figures import Figures
from aeolus_cost.usage.usage import Usage
from support.pricing import (
    assert_golden_testdata,
    components,
    money,
    monthly,
    priced,
    priced_testdata,
)

TYPE = "aws_lambda_function"
MILLION_OF_100_MS = Usage({TYPE: {"requests": Figures.same(1), "duration_ms": Figures.same(100)}})


def test_golden() -> None:
    assert_golden_testdata(TYPE)


@pytest.mark.parametrize(
    ("label", "amount"),
    [
        # lambda.requests: 0.20 × 1 million; lambda.duration.arm64: 0.0000133334 × 1,000,000 × 0.1 s
        # × 0.25 GB = 0.333335
        ("arm", "0.53"),
        # 0.20; lambda.duration.x86: 0.0000166667 × 1,000,000 × 0.1 s × 1 GB = 1.66667
        ("x86", "1.87"),
        # 0.20; 0.0000166667 × 1,000,000 × 0.1 s × 0.125 GB = 0.20833375
        ("by_default", "0.41"),
        # 0.20; 0.5 GB, 0.833335; 2 GB of disk above the free 0.5, lambda.ephemeral_storage:
        # 0.0000000309 × 200,000 = 0.00618
        ("large_tmp", "1.04"),
    ],
)
def test_calls_and_duration(label: str, amount: str) -> None:
    found = monthly(priced_testdata(TYPE, MILLION_OF_100_MS), f"{TYPE}.{label}")
    assert found == money(amount, amount, amount)


def test_a_function_that_nobody_calls_shows_its_prices() -> None:
    usage = Usage({TYPE: {"requests": Figures.same(0)}})
    got = components(priced_testdata(TYPE, usage), f"{TYPE}.x86")
    assert {name: str(line.unit_price.expected) for name, line in got.items()} == {
        "Requests": "0.20",
        "Duration (1,024 MB, x86_64)": "0.0000166667",
    }


def test_snapstart_bills_its_cache_unless_it_is_java() -> None:
    (left_out,) = priced_testdata(TYPE).unpriced
    assert left_out.address == f"{TYPE}.snapped"
    assert left_out.reason == "SnapStart of python3.13: no rule for its cache"


def test_an_architecture_without_a_price_is_reported() -> None:
    got = priced({TYPE: {"a": {"architectures": ["riscv"]}}})
    assert [each.reason for each in got.unpriced] == [
        "no price of lambda.duration.riscv in us-east-1's price file"
    ]
