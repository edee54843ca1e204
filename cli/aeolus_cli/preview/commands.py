"""`aeolus preview topology` and `plan`: pieces of a pull request's comment."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from aeolus_cli.cost.show import What
from aeolus_cli.cost.subject import subjects
from aeolus_cli.errors import UserError, reported
from aeolus_cli.topology.drawing import picture
from aeolus_cli.topology.mermaid import LEGEND, block
from aeolus_cost.reading.plan import is_plan
from aeolus_cost.render.markdown import escaped

from .plan_summary import plan_summary


@reported
def topology(what: What = "") -> None:
    """Draw what stands in the network and who may connect to whom, as Mermaid in Markdown.

    GitHub and GitLab draw it themselves; so does mermaid.live.

    Example: aeolus preview topology prod
    """
    for each in subjects(what):
        typer.echo(f"**{escaped(each.stack.name)}**\n\n{block(picture(each.stack))}")
    typer.echo(LEGEND)


@reported
def plan(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="PLAN.json...", help="What `terraform show -json PLAN` prints."),
    ],
) -> None:
    """Summarize Terraform plans as Markdown: counts, and by name what is lost. No values.

    Example: aeolus preview plan prod.json
    """
    for file in files:
        try:
            document = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise UserError(f"{file} cannot be read as JSON: {error}", cure=CURE) from error
        if not isinstance(document, dict) or not is_plan(document):
            raise UserError(f"{file} is not the JSON of a plan", cure=CURE)
        typer.echo(plan_summary(file.stem, document))


CURE = "give what `terraform show -json PLAN` prints"
