"""`aws_acm_certificate`: free where it is public."""

from __future__ import annotations

from support.pricing import assert_golden_testdata, priced_testdata

TYPE = "aws_acm_certificate"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_a_public_certificate_bills_nothing_and_a_private_one_is_reported() -> None:
    found = priced_testdata(TYPE)
    assert found.resources == ()
    assert [(each.address, each.reason) for each in found.unpriced] == [
        (f"{TYPE}.private", "no rule for a certificate of a private authority")
    ]
