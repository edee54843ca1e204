"""`aws_route53_health_check`: by the month, with each option, dearer outside AWS."""

from __future__ import annotations

import pytest

from support.pricing import assert_golden_testdata, components, money, monthly, priced_testdata

TYPE = "aws_route53_health_check"


def test_golden() -> None:
    assert_golden_testdata(TYPE)


@pytest.mark.parametrize(
    ("label", "amounts"),
    [
        # route53.health_check: 0.50; route53.health_check.outside_aws: 0.75
        ("plain", ("0.50", "0.50", "0.75")),
        ("tcp", ("0.50", "0.50", "0.75")),
        # and route53.health_check_option: 4 × 1.00 = 4.00;
        # route53.health_check_option.outside_aws: 4 × 2.00 = 8.00
        ("all_options", ("4.50", "4.50", "8.75")),
    ],
)
def test_a_check_and_its_options(label: str, amounts: tuple[str, str, str]) -> None:
    assert monthly(priced_testdata(TYPE), f"{TYPE}.{label}") == money(*amounts)


def test_the_formula_names_the_options() -> None:
    line = components(priced_testdata(TYPE), f"{TYPE}.all_options")["Options"]
    assert line.component.formula == "4 (HTTPS, string matching, fast interval, latency)"


def test_a_check_of_other_checks_is_reported() -> None:
    (left_out,) = priced_testdata(TYPE).unpriced
    assert left_out.reason == "no rule for a health check of type CALCULATED"
