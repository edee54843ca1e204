"""`aws_kms_key`: by the month and by the request."""

from __future__ import annotations

import pytest

from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_kms_key"


@pytest.mark.parametrize("type_", [TYPE, "aws_kms_replica_key", "aws_kms_external_key"])
def test_golden(type_: str) -> None:
    assert_golden_testdata(type_)


@pytest.mark.parametrize(
    ("label", "amounts"),
    [
        # kms.customer_key: 1.00
        # MFEBZPX8NHM5FY7Z: 0.000003 × a third of 1,000, 50,000 and 500,000 = 0.001, 0.05, 0.50
        ("plain", ("1.00", "1.05", "1.50")),
        # and kms.customer_key for what two rotations leave: 0, 0, 2 × 1.00
        ("rotated", ("1.00", "1.05", "3.50")),
    ],
)
def test_a_key_and_its_requests(label: str, amounts: tuple[str, str, str]) -> None:
    assert monthly(priced_testdata(TYPE), f"{TYPE}.{label}") == money(*amounts)


def test_a_replica_bills_as_a_key() -> None:
    # 1.00 + 0.000003 × 1,000, 50,000 and 500,000 = 0.003, 0.15, 1.50
    found = priced_testdata("aws_kms_replica_key")
    assert monthly(found, "aws_kms_replica_key.a") == money("1.00", "1.15", "2.50")


def test_requests_to_a_key_that_signs_are_reported_beside_the_key() -> None:
    found = priced_testdata(TYPE)
    assert [each.reason for each in found.unpriced] == [
        "no rule for requests to a key of spec RSA_2048"
    ]
    assert monthly(found, f"{TYPE}.signs") == money("1.00", "1.00", "1.00")
