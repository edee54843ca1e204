"""`aeolus workers trace ENV`: what ran, for `aeolus workers simulate`."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import IO, Annotated

import typer
from rich.console import Console

from aeolus_cli.dags.airflow_api import Ran
from aeolus_cli.dags.run import log_in
from aeolus_cli.errors import reported
from aeolus_cli.options import EnvironmentArgument, InsecureOption, SandboxOption
from aeolus_cli.target import target

from .simulation.traces import COLUMNS


@reported
def trace(
    environment: EnvironmentArgument,
    hours: Annotated[float, typer.Option("--hours", min=0, help="Of the last hours.")] = 24.0,
    insecure: InsecureOption = False,
    sandbox: SandboxOption = False,
) -> None:
    """Print the tasks that ran in ENV as a trace, by Airflow's REST API with a login.

    Of a task that was tried several times it is the last try.

    Example: aeolus workers trace prod --hours 168 > week.csv
    """
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    found = target(environment, console, sandbox=sandbox)
    airflow = log_in(found, sandbox=sandbox, verify=not insecure)
    count = write(airflow.ran(datetime.now(UTC) - timedelta(hours=hours)), sys.stdout)
    console.print(f"{count} tasks of the last {hours:g} hours")


def write(tasks: Iterable[Ran], out: IO[str]) -> int:
    """Write a trace; return how many tasks it has."""
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow((*COLUMNS, "queue"))
    lines = [(each.queued_at.isoformat(), f"{each.seconds:.3f}", each.queue) for each in tasks]
    rows.writerows(lines)
    return len(lines)
