"""The comment on a pull request."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from markdown_it import MarkdownIt

from aeolus_cost.budget import Verdict
from aeolus_cost.diff import diff
from aeolus_cost.render.diff_markdown import LONGEST, MARKER, diff_markdown
from support.pricing import priced


def comment(base: dict[str, Any], head: dict[str, Any], budget: int | None = None) -> str:
    old, new = priced(base), priced(head)
    budgets = {"prod": Verdict(Decimal(budget), new.total)} if budget else {}
    return diff_markdown(diff({"prod": old}, {"prod": new}), budgets, ["from a to b"])


def eips(number: int, label: str = "a") -> dict[str, Any]:
    return {"aws_eip": {f"{label}{each}": {} for each in range(number)}}


def test_the_marker_is_the_first_line_by_which_it_is_found_again() -> None:
    assert comment(eips(1), eips(1)).splitlines()[0] == MARKER


def test_each_environment_has_old_and_new_figures_and_its_budget() -> None:
    text = comment(eips(1), eips(2), budget=100)
    # With spaces at which no line is broken.
    moved = "$3.65\u00a0→\u00a0**$7.30**"
    row = f"| **prod** | {moved} | {moved} | {moved} | :white_check_mark: $100 |"
    assert row in text


def test_what_does_not_move_is_said_once() -> None:
    assert "| **prod** | $3.65 | $3.65 | $3.65 |" in comment(eips(1), eips(1))


def test_an_exceeded_budget_stands_out() -> None:
    text = comment(eips(1), eips(2), budget=5)
    assert ":x: over $5" in text
    assert "> prod: over budget: $7.30 expected, $2.30 more than $5" in text


def test_details_are_folded() -> None:
    text = comment(eips(1), eips(2))
    assert text.index("<details>") < text.index("aws\\_eip.a1") < text.index("</details>")


def test_each_line_of_a_resource_has_its_own_figures() -> None:
    moved = "$0.00\u00a0→\u00a0**$3.65**"
    row = f"| | + Public IPv4 address · 1 × 730 h · $0.005/hour | {moved} | {moved} | {moved} |"
    assert row in comment(eips(1), eips(2)).splitlines()


def test_an_environment_that_does_not_change_has_nothing_to_unfold() -> None:
    assert "<details>" not in comment(eips(1), eips(1))


def test_what_a_mark_means_and_where_spot_prices_come_from_stands_below() -> None:
    spot = {"instance_type": "t4g.small", "instance_market_options": {"market_type": "spot"}}
    *_, source, mark = comment(eips(1), {"aws_instance": {"a": spot}}).splitlines()
    assert source.startswith("Spot moves: ")
    assert "skypilot-catalog" in source
    assert mark.startswith("≈ a price of low or medium confidence")


def test_what_is_not_priced_is_listed() -> None:
    text = comment(eips(1), eips(1) | {"aws_rds_cluster": {"c": {}}})
    assert "- not priced: aws\\_rds\\_cluster.c: no rule for this resource type" in text


def test_a_comment_that_would_be_too_long_leaves_out_its_details_and_says_so() -> None:
    text = comment(eips(1), eips(1000))
    assert len(text) <= LONGEST
    assert "too long for a comment" in text
    assert "| **prod** |" in text


def test_names_from_the_configuration_cannot_become_markup() -> None:
    evil: dict[str, Any] = {"aws_eip": {"x|y<img src=x>`@everyone`[a](b)": {}}}
    text = comment(eips(1), evil)
    html = MarkdownIt("gfm-like", {"linkify": False}).render(text)
    assert "<img" not in html
    assert "<a " not in html
    assert "@everyone" not in html


def test_tables_are_tables_to_github() -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).render(comment(eips(1), eips(2), budget=9))
    assert html.count("<table>") == 2
