"""An estimate as Markdown, as GitHub and GitLab show it."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from aeolus_cost.estimate import Estimate
from aeolus_cost.render.markdown import bullets, escaped, estimate_markdown
from aeolus_cost.render.table import remarks
from support.pricing import priced


def html(markdown: str) -> str:
    return str(MarkdownIt("gfm-like", {"linkify": False}).render(markdown))


def test_branches_and_total_first(preview: Estimate) -> None:
    assert estimate_markdown(preview).splitlines()[:8] == [
        "### prod in eu-west-2: US dollars a month",
        "",
        "|  | floor | expected | ceiling |",
        "|---|---:|---:|---:|",
        "| network | 36.50 | 37.50 | 41.50 |",
        "| worker groups | 8.30 | 15.60 | 22.90 |",
        "| **total** | 44.80 | 53.10 | 64.40 |",
        "| of it Spot | 7.30 | 14.60 | 21.90 |",
    ]


def test_lines_are_folded_with_quantity_price_and_formula(preview: Estimate) -> None:
    text = estimate_markdown(preview)
    row = "| NAT gateway: 1 × 730 h × $0.05/hour | 36.50 | 36.50 | 36.50 |"
    assert text.index("<details>") < text.index(row) < text.index("</details>")


def test_a_line_says_where_it_goes_by_usage_and_where_its_price_is_unsure(
    preview: Estimate,
) -> None:
    text = estimate_markdown(preview)
    assert "GB by default × $0.05/GB (by usage) | 0.00 | 1.00 | 5.00 |" in text
    assert "× $0.01 / 0.02 / 0.03/hour ≈ | 7.30 | 14.60 | 21.90 |" in text


def test_all_remarks_stand_below_unfolded(preview: Estimate) -> None:
    _, _, below = estimate_markdown(preview).partition("</details>\n\n")
    assert below == "\n".join(bullets(remarks(preview))) + "\n"


def test_what_is_indented_is_a_list_in_the_list() -> None:
    shown = html("\n".join(bullets(["not priced (1):", "  <b>: no rule", "a month"])))
    assert [part.strip() for part in shown.split("<li>")[1:]] == [
        "not priced (1):\n<ul>",
        "&lt;b&gt;: no rule</li>\n</ul>\n</li>",
        "a month</li>\n</ul>",
    ]


def test_tables_are_tables_with_four_cells_in_each_row(preview: Estimate) -> None:
    shown = html(estimate_markdown(preview))
    # The branches, and one table for each of the two.
    assert shown.count("<table>") == 3
    rows = shown.split("<tr>")[1:]
    assert {row.count("</td>") + row.count("</th>") for row in rows} == {4}


@pytest.mark.parametrize(
    "evil",
    ["a|b", "<img src=x>", "`code`", "[a](b)", "~~x~~", "**x**", "a\nb", "\\", "# x", "_x_"],
)
def test_text_is_shown_as_it_is_in_a_cell(evil: str) -> None:
    table = f"|a|b|\n|-|-|\n| {escaped(evil)} | end |\n"
    cell = html(table).split("<td>")[1].split("</td>")[0]
    plain = evil.replace("\n", " ").replace("<", "&lt;").replace(">", "&gt;")
    assert cell == plain


def test_nobody_is_mentioned() -> None:
    assert "@everyone" not in escaped("@everyone")


def test_names_of_a_foreign_stack_cannot_become_markup() -> None:
    shown = html(estimate_markdown(priced({"aws_nat_gateway": {"</details><img src=x>|": {}}})))
    assert "<img" not in shown
    assert shown.count("</details>") == 1
