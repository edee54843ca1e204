"""The tree in the terminal."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from rich.console import Console

from aeolus_cost.estimate import Estimate
from aeolus_cost.render.table import dollars, estimate_table, rate, remarks
from support.pricing import money, priced


def shown(estimate: Estimate, width: int = 140) -> list[str]:
    """Return the lines of the tree, with single spaces."""
    console = Console(width=width, color_system=None)
    with console.capture() as capture:
        console.print(estimate_table(estimate))
    return [" ".join(line.split()) for line in capture.get().splitlines()]


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "0.00"),
        ("0.0000001", "<0.01"),
        ("0.0049", "<0.01"),
        ("0.005", "0.01"),
        ("1234.5", "1,234.50"),
    ],
)
def test_an_amount_is_to_the_cent_and_never_nothing_where_it_is_something(
    amount: str, text: str
) -> None:
    assert dollars(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("prices", "text"),
    [
        (("0.5", "0.5", "0.5"), "$0.50/GB"),
        (("3", "3", "3"), "$3.00/GB"),
        (("0.0000166667",) * 3, "$0.0000166667/GB"),
        (("1.7746",) * 3, "$1.7746/GB"),
        (("0.0267", "0.0338", "0.05"), "$0.0267 / 0.0338 / 0.05/GB"),
    ],
)
def test_a_unit_price_has_all_its_digits_and_two_decimals_at_least(
    preview: Estimate, prices: tuple[str, str, str], text: str
) -> None:
    gigabytes = next(line for _, line in preview.lines if line.component.unit == "GB")
    assert rate(replace(gigabytes, unit_price=money(*prices))) == text


def test_branches_then_resources_then_lines_each_with_three_figures(preview: Estimate) -> None:
    assert shown(preview)[:9] == [
        "prod in eu-west-2, US dollars a month floor expected ceiling",
        "network 36.50 37.50 41.50",
        "foundation/network/nat 36.50 37.50 41.50",
        "NAT gateway · 1 × 730 h · $0.05/hour 36.50 36.50 36.50",
        "Data processed · 0 / 20 / 100 GB by default · $0.05/GB · by usage 0.00 1.00 5.00",
        "worker groups 8.30 15.60 22.90",
        "workers/etl/machine 8.30 15.60 22.90",
        "Spot (t4g.small) · 1 × 730 h · $0.01 / 0.02 / 0.03/hour · Spot ≈ 7.30 14.60 21.90",
        "Root volume (gp3) · 10 GB · $0.10/GB-month 1.00 1.00 1.00",
    ]


def test_the_total_is_split_into_what_is_fixed_and_what_is_spot(preview: Estimate) -> None:
    assert shown(preview)[9:12] == [
        "total 44.80 53.10 64.40",
        "of it on demand 37.50 38.50 42.50",
        "of it Spot, which moves 7.30 14.60 21.90",
    ]


def test_without_spot_nothing_is_split() -> None:
    assert not any("of it" in line for line in shown(priced({"aws_nat_gateway": {"a": {}}})))


def test_a_resource_with_one_line_is_one_row() -> None:
    rows = shown(priced({"aws_cloudwatch_dashboard": {"d": {}}}))
    label = "aws_cloudwatch_dashboard.d Dashboard · 1 dashboard-month · $3.00/dashboard-month"
    assert rows[1:4] == [
        "operations 3.00 3.00 3.00",
        f"{label} 3.00 3.00 3.00",
        "total 3.00 3.00 3.00",
    ]


def test_remarks_say_what_is_missing_and_how_sure_prices_are(preview: Estimate) -> None:
    assert list(remarks(preview)) == [
        "≈ a price of low or medium confidence (docs/prices.md)",
        "Spot moves: t4g.small was $0.01–0.03/hour over the zones (what Spot cost, 2026-11)",
        "not priced, and not in the figures (3):",
        "  aws_kms_key.key (Key): no price of kms.customer_key in eu-west-2's price file",
        "  aws_kms_key.key (Requests): no price of kms.request in eu-west-2's price file",
        "  aws_rds_cluster.shop: no rule for this resource type",
        "free of charge: 2 resources of 1 type",
        "list prices without tax and without AWS's free tiers; a month is 730 hours",
    ]


def test_where_all_is_known_nothing_is_said_to_be_missing() -> None:
    assert list(remarks(priced({"aws_nat_gateway": {"a": {}}}))) == [
        "free of charge: 0 resources of 0 types",
        "list prices without tax and without AWS's free tiers; a month is 730 hours",
    ]


def test_figures_stay_whole_in_a_narrow_terminal(preview: Estimate) -> None:
    assert "total 44.80 53.10 64.40" in shown(preview, width=60)


def test_a_line_that_is_broken_stays_indented(preview: Estimate) -> None:
    console = Console(width=70, color_system=None)
    with console.capture() as capture:
        console.print(estimate_table(preview))
    table, _, _ = capture.get().partition("\ntotal")
    broken = [line for line in table.splitlines()[1:] if not line.startswith(" ")]
    assert [line.split("  ")[0] for line in broken] == ["network", "worker groups"]


def test_names_are_no_markup() -> None:
    rows = shown(priced({"aws_nat_gateway": {"[bold]x[/]": {}}}))
    assert any("aws_nat_gateway.[bold]x[/]" in row for row in rows)
