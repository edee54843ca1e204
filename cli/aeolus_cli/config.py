"""`aeolus config`: check environments, and show what one comes to."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
import yaml
from rich.console import Console
from rich.markup import escape

from aeolus_config.errors import ConfigError, Problem, dotted
from aeolus_config.loading import find_environment, is_file, load_all
from aeolus_config.model import Environment

from .errors import USER_MISTAKE, reported
from .options import JsonOption
from .show import print_json
from .target import ENVIRONMENTS, project_root

EnvironmentOrFile = Annotated[
    str,
    typer.Argument(metavar="ENV|FILE", help="An environment's name, or a file that ends in .yaml."),
]


def load_checked(named: list[str]) -> tuple[list[Environment], list[Problem]]:
    """Return the environments `named`, all without a name, and the problems of the rest."""
    if not named:
        try:
            return load_all(_environments()), []
        except ConfigError as error:
            return [], list(error.problems)
    environments: list[Environment] = []
    problems: list[Problem] = []
    for each in dict.fromkeys(named):
        try:
            environments.append(load(each))
        except ConfigError as error:
            problems.extend(error.problems)
    return environments, problems


def load(name: str) -> Environment:
    """Return an environment by name, or from a file, which needs no project around it."""
    return find_environment(name, Path() if is_file(name) else _environments())


def _environments() -> Path:
    return project_root() / ENVIRONMENTS


@reported
def check(
    environments: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ENV|FILE]...", help="Names or files; all environments, if none."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check environment files: every mistake at once, a line each; status 2 if there is any.

    Needs no credentials, no Terraform and no network.

    Example: aeolus config check prod
    """
    good, problems = load_checked(environments or [])
    if as_json:
        print_json(
            {
                "environments": [each.name for each in good],
                "problems": [asdict(each) | {"path": dotted(each.path)} for each in problems],
            }
        )
    else:
        console = Console(soft_wrap=True, highlight=False)
        for each in good:
            console.print(f"[green]{escape(each.name)} is right[/]")
    if problems and not as_json:
        raise ConfigError(problems)
    if problems:
        raise typer.Exit(USER_MISTAKE)


@reported
def show(environment: EnvironmentOrFile, as_json: JsonOption = False) -> None:
    """Show an environment with every default filled in.

    Example: aeolus config show prod
    """
    found = load(environment).model_dump(mode="json")
    if as_json:
        print_json(found)
    else:
        typer.echo(yaml.safe_dump(found, sort_keys=False, allow_unicode=True), nl=False)
