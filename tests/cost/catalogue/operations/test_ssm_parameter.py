"""`aws_ssm_parameter`: free where it is a standard one."""

from __future__ import annotations

from support.pricing import assert_golden_testdata, priced_testdata

TYPE = "aws_ssm_parameter"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


def test_a_standard_parameter_bills_nothing_and_others_are_reported() -> None:
    found = priced_testdata(TYPE)
    assert found.resources == ()
    assert {each.address: each.reason for each in found.unpriced} == {
        f"{TYPE}.advanced": "no rule for a parameter of tier Advanced",
        f"{TYPE}.either": "no rule for a parameter of tier Intelligent-Tiering",
    }
