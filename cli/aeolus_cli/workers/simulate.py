"""`aeolus workers simulate ENV --trace NAME|FILE`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from aeolus_cli.config import load
from aeolus_cli.cost.prices import price_folders
from aeolus_cli.cost.subject import USAGE
from aeolus_cli.errors import UserError, reported
from aeolus_cli.options import EnvironmentArgument, JsonOption
from aeolus_cli.show import print_json, print_rows, span
from aeolus_cli.target import project_root
from aeolus_config.model import Environment, WorkerGroupConfig
from aeolus_cost.prices.book import load_prices
from aeolus_scaling.rule import Limits
from aeolus_scaling.schedule import parsed, written

from .simulation.engine import Outcome, Simulation
from .simulation.figures import Figures, figures
from .simulation.policies import POLICIES
from .simulation.traces import DEFAULT_QUEUE, SHIPPED, Trace, trace
from .simulation.usage import write_average

HEADER = ("rule", "waits: half", "19 of 20", "99 of 100", "longest", "worker-hours", "average")
MORE = ("most", "dollars", "killed")


@reported
def simulate(
    environment: EnvironmentArgument,
    named: Annotated[
        str,
        typer.Option("--trace", metavar="TRACE", help=f"A CSV file, or {', '.join(SHIPPED)}."),
    ] = "daily",
    group: Annotated[
        str, typer.Option("--group", help="Of workers; by default who serves queue default.")
    ] = "",
    boot: Annotated[
        float | None,
        typer.Option(
            "--boot",
            min=0,
            help="Seconds from launch to first task; airflow.worker_boot_seconds by default.",
        ),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="The same seed, the same figures.")] = 0,
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Draw it, as .svg or .png.")
    ] = None,
    write_usage: Annotated[
        bool, typer.Option("--write-usage", help="Let `aeolus cost` expect this many workers.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Simulate a group of ENV's workers at a trace of tasks, by our rule and by others' rules.

    A trace is a file with queued_at, duration_seconds and queue, or one of those that are shipped.
    Its second 0 is Monday 00:00 for the group's schedules, unless it has times.

    Example: aeolus workers simulate prod --trace herd --plot herd.svg
    """
    found = load(environment)
    name, config = chosen(found, group)
    asked = trace(named, config.queues, seed)
    boot_s = float(found.airflow.worker_boot_seconds if boot is None else boot)
    console = Console(stderr=as_json, soft_wrap=True, highlight=False)
    outcomes = _outcomes(asked, config, boot_s, seed)
    prices = load_prices(found.region, price_folders())
    results = [figures(each, outcome, config, prices) for each, outcome in outcomes.items()]
    if plot:
        from .simulation.picture import plot as draw

        draw(outcomes, f"{found.name}, workers of {name}: {named}", plot)
    if write_usage:
        file = project_root() / USAGE / f"{found.name}.yaml"
        write_average(file, name, results[0].average_workers)
        console.print(f"{file.relative_to(project_root())} expects as many workers of {name}")
    count = len(asked.tasks)
    if as_json:
        print_json({"group": name, "tasks": count, "rules": [asdict(each) for each in results]})
        return
    length = span(max(each.length_s for each in outcomes.values()))
    console.print(
        f"{count} tasks in {length}; at most {config.max_size} workers of "
        f"{config.instance_types[0]}, {config.concurrency} tasks each, {boot_s:.0f} s to come"
    )
    print_rows([(*HEADER, *MORE), *(_row(each) for each in results)], console)


def chosen(environment: Environment, name: str) -> tuple[str, WorkerGroupConfig]:
    """Return a group of workers by its name, or else who serves queue `default`.

    Raises UserError where there is none of that name, or where it may have no worker.
    """
    groups = environment.workers
    if not name:
        name = next((key for key, each in groups.items() if DEFAULT_QUEUE in each.queues), "")
    if name not in groups:
        raise UserError(
            f"{environment.name} has no group of workers {name!r}",
            cure=f"--group is one of {', '.join(groups)}" if groups else "a single node has none",
        )
    if groups[name].max_size == 0:
        raise UserError(f"workers.{name}.max_size is 0: no task of its queues would ever run")
    return name, groups[name]


def _outcomes(
    asked: Trace, group: WorkerGroupConfig, boot_s: float, seed: int
) -> dict[str, Outcome]:
    limits = Limits(
        group.min_size, group.max_size, group.concurrency, group.scale_in_cooldown_seconds
    )
    floor = asked.begins.floor(parsed(written(group.schedules)))
    policies = [make(limits) for make in POLICIES]
    return {
        each.name: Simulation(asked.tasks, each, group.concurrency, boot_s, seed, floor).run()
        for each in policies
    }


def _row(one: Figures) -> Sequence[str]:
    dollars = "?"
    if one.dollars:
        low, high = one.dollars.low, one.dollars.high
        dollars = f"{low:.2f}" if low == high else f"{low:.2f} to {high:.2f}"
    killed = f"{one.killed}" + (f", {one.never} never begun" if one.never else "")
    waits = [f"{each:.0f} s" for each in one.wait_seconds.values()]
    workers = f"{one.worker_hours:.1f}", f"{one.average_workers:.2f}", f"{one.most_workers}"
    return (one.policy, *waits, *workers, dollars, killed)
