"""`aeolus scheduler drill ENV --fault KIND`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console

from aeolus_cli.dags.run import log_in
from aeolus_cli.errors import UserError, reported
from aeolus_cli.options import (
    EnvironmentArgument,
    InsecureOption,
    JsonOption,
    SandboxOption,
    YesOption,
)
from aeolus_cli.scheduler.lease import lease_of
from aeolus_cli.show import print_json
from aeolus_cli.target import SANDBOX_STATE, Target, project_root, target
from aeolus_sandbox import region as regions

from .hands import Fault, Hands, InRegion, OnAws
from .load import ANSWER_S, DagLoad
from .measure import Drill, Times


@reported
def drill(
    environment: EnvironmentArgument,
    fault: Annotated[Fault, typer.Option("--fault", help="What befalls the active master.")],
    dag: Annotated[
        str, typer.Option("--dag", metavar="DAG", help="A DAG of which runs are started meanwhile.")
    ] = "example",
    yes: YesOption = False,
    insecure: InsecureOption = False,
    sandbox: SandboxOption = False,
    as_json: JsonOption = False,
) -> None:
    """Let a fault befall the active scheduler of ENV, and tell how long no task started.

    Runs of DAG are started all the while. In production it asks for --yes.

    Example: aeolus scheduler drill staging --fault host
    """
    console = Console(stderr=as_json, soft_wrap=True, highlight=False)
    found = target(environment, console, sandbox=sandbox)
    lease = lease_of(found)
    refuse_by_accident(found.environment.production, environment, yes)
    airflow = log_in(found, sandbox=sandbox, verify=not insecure)
    if airflow.dag(dag) is None:
        raise UserError(
            f"{environment} has no DAG {dag} to start runs of",
            cure=f"name one with --dag, or aeolus dags push {environment} examples/dags",
        )
    made = Drill(
        lease,
        _hands(found, sandbox),
        DagLoad(airflow.within(ANSWER_S), dag),
        lambda line: console.print(line, markup=False),
    )
    times = made.run(fault)
    if as_json:
        print_json(asdict(times))
    else:
        console.print(told(times), markup=False)


def refuse_by_accident(production: bool, name: str, yes: bool) -> None:
    """Raise UserError for a drill in production that nobody has confirmed."""
    if production and not yes:
        raise UserError(
            f"{name} is production: a drill stops its scheduler for a while",
            cure="add --yes if that is meant",
        )


def told(times: Times) -> str:
    """Return what came of a drill, as a sentence."""
    task = f"a task started after {times.task:.1f} s" if times.task is not None else ""
    if times.promoted is None:
        return f"{times.node} started its scheduler again: {task}"
    return (
        f"{times.holder} took over from {times.node} in {times.promoted:.1f} s"
        f" (decided after {times.detected:.1f} s): {task}"
    )


def _hands(found: Target, sandbox: bool) -> Hands:
    if sandbox:
        state = project_root() / SANDBOX_STATE
        return InRegion(regions.running(found.environment.name, state))
    return OnAws(found.clients.ec2, found.clients.ssm)
