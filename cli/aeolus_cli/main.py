"""The `aeolus` command: every group and command is put together here, and only here."""

from __future__ import annotations

import typer

from . import config
from .bootstrap import bootstrap
from .cost.diff import diff
from .cost.group import DefaultCommandGroup
from .cost.items import items
from .cost.show import show
from .dags.listing import list_versions
from .dags.push import push
from .dags.run import run
from .destroy import destroy
from .hibernation.start import start as start_environment
from .hibernation.stop import stop as stop_environment
from .preview import commands
from .prices import refresh
from .sandbox.down import down
from .sandbox.faults import (
    cut,
    duplicates,
    fail_az,
    fail_over,
    freeze,
    heal,
    interrupt,
    kill,
    reboot,
    start,
    stop,
    thaw,
)
from .sandbox.nodes import logs, shell
from .sandbox.status import status
from .sandbox.up import up
from .scheduler.drill.command import drill
from .scheduler.pause import pause, resume
from .scheduler.promote import promote
from .scheduler.status import history
from .scheduler.status import status as scheduler_status
from .scheduler.try_links import try_links
from .unlock import unlock
from .workers.drain import drain
from .workers.listing import list_workers
from .workers.scale import scale
from .workers.simulate import simulate
from .workers.trace import trace

SETTINGS = {"help_option_names": ["-h", "--help"]}


def with_example(text: str, example: str) -> str:
    """Return the help of what has commands below it, as a command's docstring has it."""
    return f"{text}\n\nExample: aeolus {example}"


def group(text: str, example: str) -> typer.Typer:
    """Return a group of commands that shows its help when it is called alone."""
    return typer.Typer(
        help=with_example(text, example), no_args_is_help=True, context_settings=SETTINGS
    )


app = typer.Typer(
    help=with_example(
        "Apache Airflow clusters on AWS, or in an embedded region on this machine.",
        "sandbox up prod",
    ),
    no_args_is_help=True,
    context_settings=SETTINGS,
    add_completion=False,
    # Errors that a user can cause are told by `errors.reported`; what is left is a bug.
    pretty_exceptions_enable=False,
)

config_group = group("Check environment files, and show what they come to.", "config check prod")
config_group.command()(config.check)
config_group.command()(config.show)
app.add_typer(config_group, name="config")

sandbox_group = group(
    "An embedded AWS region, and environments deployed into it.", "sandbox up dev"
)
sandbox_group.command()(up)
sandbox_group.command()(down)
sandbox_group.command()(status)
sandbox_group.command()(logs)
sandbox_group.command()(shell)
for fault in (kill, freeze, thaw, cut, heal, reboot, stop, start, fail_over, interrupt, fail_az):
    sandbox_group.command()(fault)
sandbox_group.command()(duplicates)
app.add_typer(sandbox_group, name="sandbox")

dags_group = group(
    "An environment's DAGs: push them, list what was pushed, run one.", "dags push prod"
)
dags_group.command()(push)
dags_group.command("list")(list_versions)
dags_group.command()(run)
app.add_typer(dags_group, name="dags")

scheduler_group = group(
    "Which master schedules: see it, move it, and let it be moved when it fails.",
    "scheduler status prod",
)
scheduler_group.command("status")(scheduler_status)
scheduler_group.command()(promote)
scheduler_group.command()(pause)
scheduler_group.command()(resume)
scheduler_group.command()(history)
scheduler_group.command("test")(try_links)
scheduler_group.command()(drill)
app.add_typer(scheduler_group, name="scheduler")

workers_group = group(
    "Groups of workers, and how they follow their queues.", "workers simulate prod --trace herd"
)
workers_group.command("list")(list_workers)
workers_group.command()(drain)
workers_group.command()(scale)
workers_group.command()(trace)
workers_group.command()(simulate)
app.add_typer(workers_group, name="workers")

cost_group = typer.Typer(
    help=with_example("What an environment costs a month.", "cost prod"),
    cls=DefaultCommandGroup,
    context_settings=SETTINGS,
)
cost_group.command()(show)
cost_group.command()(diff)
cost_group.command()(items)
app.add_typer(cost_group, name="cost")

prices_group = group("The prices that previews count with.", "prices refresh --region eu-central-1")
prices_group.command()(refresh)
app.add_typer(prices_group, name="prices")

preview_group = group("What a pull request shows beside its cost.", "preview topology prod")
preview_group.command()(commands.topology)
preview_group.command()(commands.plan)
app.add_typer(preview_group, name="preview")

app.command()(bootstrap)
app.command()(destroy)
app.command("stop")(stop_environment)
app.command("start")(start_environment)
app.command()(unlock)


def main() -> None:
    """Run the command line."""
    app()
