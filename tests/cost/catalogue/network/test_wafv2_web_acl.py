"""`aws_wafv2_web_acl`: the ACL, its rules, and what it inspects."""

from __future__ import annotations

import pytest

from support.pricing import assert_golden_testdata, money, monthly, priced_testdata

TYPE = "aws_wafv2_web_acl"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


@pytest.mark.parametrize(
    ("label", "amounts"),
    [
        # wafv2.web_acl: 5.00; wafv2.rule: 2 × 1.00; wafv2.requests: 0.60 × a quarter of 0, 0.1
        # and 1 million = 0, 0.015, 0.15
        ("two_rules", ("7.00", "7.02", "7.15")),
        # a single block, written without a list
        ("one_rule", ("6.00", "6.02", "6.15")),
        ("empty", ("5.00", "5.02", "5.15")),
    ],
)
def test_each_rule_and_rule_group_bills(label: str, amounts: tuple[str, str, str]) -> None:
    assert monthly(priced_testdata(TYPE), f"{TYPE}.{label}") == money(*amounts)


def test_rules_as_json_are_reported_beside_what_is_known() -> None:
    found = priced_testdata(TYPE)
    assert [each.reason for each in found.unpriced] == ["rules of rule_json are not counted"]
    assert monthly(found, f"{TYPE}.of_json") == money("5.00", "5.02", "5.15")
