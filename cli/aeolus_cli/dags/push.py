"""`aeolus dags push ENV [PATH]`: a folder becomes the version that the environment runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from aeolus_cli.errors import UserError, reported
from aeolus_cli.options import EnvironmentArgument, JsonOption, SandboxOption
from aeolus_cli.show import print_json
from aeolus_cli.target import load, target

from .folder import read_folder
from .place import dag_bucket, require_pushed
from .syntax import syntax_errors
from .upload import Pushed, push_folder

FolderArgument = Annotated[
    Path, typer.Argument(metavar="[PATH]", help="The folder that holds the DAGs.")
]


@reported
def push(
    environment: EnvironmentArgument,
    path: FolderArgument = Path("dags"),
    sandbox: SandboxOption = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Push files that Python cannot parse, too.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Make the files of PATH the DAGs of ENV: all of them at once, or none.

    Uploads what the environment does not have yet. Nodes see it within seconds; runs that have
    begun keep the version they began with.

    Example: aeolus dags push prod
    """
    console = Console(stderr=as_json, soft_wrap=True, highlight=False)
    require_pushed(load(environment))
    folder = read_folder(path)
    if not force and (errors := syntax_errors(folder, path)):
        raise UserError(
            f"Python cannot parse what is in {path}; nothing was pushed",
            details=errors,
            cure="put it right, or push it as it is with --force",
        )
    bucket = dag_bucket(target(environment, console, sandbox=sandbox))
    try:
        pushed = push_folder(folder, bucket, console, dry_run=dry_run)
    except KeyboardInterrupt:
        console.print(f"{environment} runs what it ran before")
        raise
    if as_json:
        print_json(pushed.as_json())
    else:
        _print(pushed, environment, console, dry_run=dry_run)


def _print(pushed: Pushed, environment: str, console: Console, *, dry_run: bool) -> None:
    for line in pushed.changes.lines():
        console.print(line, markup=False)
    if pushed.before == pushed.version:
        console.print(f"{environment} runs this already: {pushed.files} files, {pushed.version}")
        return
    would = "would push" if dry_run else "pushed"
    console.print(
        f"{would} {pushed.files} files to {environment}, {pushed.uploaded} of them new "
        f"({pushed.uploaded_bytes / 1024:.1f} KiB)"
    )
    console.print(f"version {pushed.version}, before {pushed.before or 'nothing'}")
