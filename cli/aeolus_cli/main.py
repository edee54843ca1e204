"""The `aeolus` command: every group and command is put together here, and only here."""

from __future__ import annotations

import typer

from . import config
from .bootstrap import bootstrap
from .destroy import destroy
from .sandbox.down import down
from .sandbox.status import status
from .sandbox.up import up
from .unlock import unlock

SETTINGS = {"help_option_names": ["-h", "--help"]}


def group(text: str) -> typer.Typer:
    """Return a group of commands that shows its help when it is called alone."""
    return typer.Typer(help=text, no_args_is_help=True, context_settings=SETTINGS)


app = typer.Typer(
    help="Apache Airflow clusters on AWS, or in an embedded region on this machine.",
    no_args_is_help=True,
    context_settings=SETTINGS,
    add_completion=False,
    # Errors that a user can cause are told by `errors.reported`; what is left is a bug.
    pretty_exceptions_enable=False,
)

config_group = group("Check environment files, and show what they come to.")
config_group.command()(config.check)
config_group.command()(config.show)
app.add_typer(config_group, name="config")

sandbox_group = group("An embedded AWS region, and environments deployed into it.")
sandbox_group.command()(up)
sandbox_group.command()(down)
sandbox_group.command()(status)
app.add_typer(sandbox_group, name="sandbox")

app.command()(bootstrap)
app.command()(destroy)
app.command()(unlock)


def main() -> None:
    """Run the command line."""
    app()
