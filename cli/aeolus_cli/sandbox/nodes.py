"""Looking into the nodes of an embedded region: their logs, and a shell."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from aeolus_agent.telemetry.logs.line import DAEMONS
from aeolus_cli.errors import UserError, reported
from aeolus_sandbox.supervisor.seen import Entry

from .chosen import InOption, NodeArgument, chosen


@reported
def logs(
    node: NodeArgument,
    daemon: Annotated[
        str | None,
        typer.Argument(metavar="[DAEMON]", help="As in scheduler, worker, api-server."),
    ] = None,
    environment: InOption = None,
    console: Annotated[
        bool, typer.Option("--console", help="What it printed on its console, even when off.")
    ] = False,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on as more comes.")] = False,
    unit: Annotated[
        str | None, typer.Option("--unit", "-u", metavar="UNIT", help="Of one systemd unit.")
    ] = None,
) -> None:
    """Show the journal of an instance or of one daemon, or what a managed server has printed.

    Example: aeolus sandbox logs i-0123456789abcdef0 scheduler --follow
    """
    wanted = ["journalctl", "--no-pager", "--lines=200"]
    wanted += ["--follow"] if follow else []
    wanted += [f"--unit={each}" for each in [*_units_of(daemon), *([unit] if unit else [])]]
    found = chosen(environment).entry(node, *wanted)
    if console or not _has_journal(found):
        _become(["tail", "--lines=200", *(["--follow"] if follow else []), found.log])
    _become(found.command)


@reported
def shell(node: NodeArgument, environment: InOption = None) -> None:
    """Open a root shell in a node.

    Example: aeolus sandbox shell i-0123456789abcdef0
    """
    found = chosen(environment).entry(node, "bash", "--login")
    if not found.command:
        raise UserError(f"{node} is off", cure=f"aeolus sandbox logs --console {node}")
    _become(found.command)


def _units_of(daemon: str | None) -> list[str]:
    """Return the units of a daemon, by Airflow's name of it. Raises UserError for no such one."""
    if daemon is None:
        return []
    units = [unit for unit in DAEMONS if daemon in (DAEMONS[unit], _unit_name(unit))]
    if not units:
        names = dict.fromkeys([*DAEMONS.values(), *map(_unit_name, DAEMONS)])
        raise UserError(
            f"there is no daemon {daemon!r}; there are: {', '.join(names)}",
            cure="--unit shows any other unit of systemd",
        )
    return units


def _unit_name(unit: str) -> str:
    """Return what a unit runs: `execution-api` of `airflow-execution-api.service`."""
    return unit.removeprefix("airflow-").removesuffix(".service")


def _has_journal(found: Entry) -> bool:
    """Tell whether systemd runs there: a server of a managed service has a log file alone."""
    return bool(found.command) and Path(found.log).name == "console.log"


def _become(command: list[str] | tuple[str, ...]) -> None:
    """Run a command in this one's place, so that the terminal and its signals are its own."""
    try:
        os.execvp(command[0], command)
    except OSError as error:
        raise UserError(f"cannot run {command[0]}: {error.strerror}") from error
