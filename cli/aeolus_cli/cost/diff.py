"""`aeolus cost diff BASE HEAD`: what a change costs."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from typing import Annotated

import typer
from rich.console import Console

from aeolus_cli.errors import UserError, reported
from aeolus_cli.options import JsonOption
from aeolus_cli.show import print_json
from aeolus_cost.budget import Verdict
from aeolus_cost.diff import diff as compare
from aeolus_cost.errors import CostError
from aeolus_cost.estimate import Estimate, estimate
from aeolus_cost.prices.age import prices_as_json, prices_sentence
from aeolus_cost.prices.book import PriceBook, load_prices
from aeolus_cost.render.diff_json import diff_as_json
from aeolus_cost.render.diff_markdown import diff_markdown
from aeolus_cost.render.diff_table import diff_table
from aeolus_cost.usage.loading import load_usage
from aeolus_cost.usage.usage import Usage

from .prices import price_folders
from .revisions import Side, side
from .show import MarkdownOption, RegionOption

SideArgument = Annotated[
    str,
    typer.Argument(help="A git revision; or a folder or file, as `aeolus cost` takes them."),
]
FailOption = Annotated[
    bool,
    typer.Option("--fail-over-budget", help="Status 1 when HEAD is expected to exceed a budget."),
]
OVER_BUDGET = 1


@reported
def diff(
    base: SideArgument,
    head: SideArgument,
    region: RegionOption = None,
    as_json: JsonOption = False,
    as_markdown: MarkdownOption = False,
    fail_over_budget: FailOption = False,
) -> None:
    """Show what a change costs: old and new figures of each environment and resource.

    Both sides are priced with this project's price file, each with its own usage files.

    Example: aeolus cost diff origin/main HEAD --markdown
    """
    books: dict[str, PriceBook] = {}
    with ExitStack() as sides:
        before, after = (sides.enter_context(side(each)) for each in (base, head))
        old, now = (estimates(each, region, books) for each in (before, after))
    if fail_over_budget and after.without_budgets:
        raise UserError(f"no budget of {head} can be checked", details=[after.without_budgets])
    stacks, budgets = compare(old, now), verdicts(after.budgets, now)
    today = date.today()
    notes = [f"from {before.what} to {after.what}; list prices, a month is 730 hours"]
    notes += [prices_sentence(each, today) for each in books.values()]
    if after.without_budgets:
        notes.append(f"no budget is checked: {after.without_budgets}")
    if as_json:
        prices = [prices_as_json(each, today) for each in books.values()]
        print_json({**diff_as_json(stacks, budgets), "prices": prices})
    elif as_markdown:
        typer.echo(diff_markdown(stacks, budgets, notes), nl=False)
    else:
        Console(highlight=False).print(diff_table(stacks, budgets, notes))
    if fail_over_budget and any(each.exceeded for each in budgets.values()):
        raise typer.Exit(OVER_BUDGET)


def estimates(of: Side, region: str | None, books: dict[str, PriceBook]) -> dict[str, Estimate]:
    """Return the estimate of each stack of one side; `books` are the prices read so far."""
    found = {}
    for name, stack in of.stacks.items():
        where = region or stack.region
        if not where:
            cure = "say it: --region us-east-1"
            raise CostError(f"{of.what}: {name} does not say its region", cure=cure)
        usage = load_usage(of.usage / f"{name}.yaml", stack) if of.usage else Usage()
        if where not in books:
            books[where] = load_prices(where, price_folders())
        found[name] = estimate(stack, usage, books[where])
    return found


def verdicts(budgets: Mapping[str, Decimal], now: Mapping[str, Estimate]) -> dict[str, Verdict]:
    """Return whether each environment that has a budget keeps to it."""
    return {name: Verdict(budgets[name], now[name].total) for name in now if name in budgets}
