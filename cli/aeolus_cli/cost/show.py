"""`aeolus cost ENV`: what an environment costs a month, as a tree."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from aeolus_cli.errors import reported
from aeolus_cli.options import JsonOption
from aeolus_cli.show import print_json

from .report import Report, report
from .subject import subjects

What = Annotated[
    str,
    typer.Argument(
        metavar="[ENV|FILE|FOLDER]",
        help="An environment, its file, or any Terraform stack: cdktf's output folder, a "
        "cdk.tf.json, or what `terraform show -json PLAN` prints. All environments, if none.",
    ),
]
UsageOption = Annotated[
    Path | None,
    typer.Option("--usage", metavar="FILE", help="Usage instead of config/usage/ENV.yaml."),
]
RegionOption = Annotated[
    str | None,
    typer.Option("--region", help="The region to price in, where the stack does not say."),
]
MarkdownOption = Annotated[bool, typer.Option("--markdown", help="Print Markdown.")]
PlotOption = Annotated[
    Path | None,
    typer.Option("--plot", metavar="FILE.svg|png", help="Draw the three figures into a file."),
]


@reported
def show(
    what: What = "",
    usage: UsageOption = None,
    region: RegionOption = None,
    as_json: JsonOption = False,
    as_markdown: MarkdownOption = False,
    plot: PlotOption = None,
) -> None:
    """Show what an environment costs a month: floor, expected and ceiling, line by line.

    Needs no account, no credentials and no network.

    Example: aeolus cost show prod --plot prod.svg; `show` may be left out: aeolus cost prod
    """
    reports = [report(each, usage, region, date.today()) for each in subjects(what)]
    if plot:
        draw(reports, plot)
    if as_json:
        print_json({"stacks": [each.as_json() for each in reports]})
    elif as_markdown:
        typer.echo("\n".join(each.as_markdown() for each in reports))
    else:
        console = Console(highlight=False)
        for each in reports:
            console.print(each.as_text())
        if plot:
            console.print(f"drawn: {plot}", markup=False, soft_wrap=True)


def draw(reports: list[Report], file: Path) -> None:
    """Draw the figures of the reports into `file`."""
    # Here, because it takes longer to load than all the rest to run.
    from aeolus_cost.render.plot import plot

    ages = dict.fromkeys(f"{each.book.region} of {each.book.generated}" for each in reports)
    plot([each.estimate for each in reports], file, f"List prices: {', '.join(ages)}")
