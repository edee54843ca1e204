"""`aeolus workers list ENV`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from rich.console import Console

from aeolus_cli.aws.auto_scaling import WARMED
from aeolus_cli.dags.run import log_in
from aeolus_cli.errors import UserError, reported
from aeolus_cli.options import EnvironmentArgument, InsecureOption, JsonOption, SandboxOption
from aeolus_cli.show import print_json, print_rows, span
from aeolus_cli.target import Target, require_cluster, target
from aeolus_scaling.hold import Hold

from .held import holds, told
from .seen import IN_SERVICE, WorkerSeen, workers_of

STATES = {IN_SERVICE: "in service", f"{WARMED}Stopped": "warm"}
HEADER = ("group", "instance", "zone", "age", "tasks", "state")


@reported
def list_workers(
    environment: EnvironmentArgument,
    insecure: InsecureOption = False,
    sandbox: SandboxOption = False,
    as_json: JsonOption = False,
) -> None:
    """List the workers of ENV: group, instance, age, tasks that run on each, state, and holds.

    Those of a warm pool are warm: they have booted once, and take no task before they are started.

    Example: aeolus workers list prod
    """
    console = Console(stderr=as_json, soft_wrap=True, highlight=False)
    found = target(environment, console, sandbox=sandbox)
    require_cluster(found, "it has no groups of workers")
    running = _running(found, console, sandbox=sandbox, verify=not insecure)
    seen = workers_of(found)
    used = [
        0 if each.warm else each.used(running) if running is not None else None for each in seen
    ]
    now = datetime.now(UTC)
    held = holds(found.clients.autoscaling, environment, now)
    if as_json:
        both = zip(seen, used, strict=True)
        print_json(
            [{**asdict(each), "used": n, "hold": as_data(held.get(each.group))} for each, n in both]
        )
        return
    if seen:
        rows = [row(each, tasks, now) for each, tasks in zip(seen, used, strict=True)]
        print_rows([HEADER, *rows], console)
    else:
        groups = ", ".join(found.environment.workers)
        console.print(f"no worker is there; groups: {groups}", markup=False)
    for group, hold in held.items():
        left = span((hold.until - now).total_seconds())
        console.print(f"{group}: {told(hold)}, {left} from now", markup=False)


def as_data(hold: Hold | None) -> dict[str, Any] | None:
    """Return a hold for a script; None where there is none."""
    return {"workers": hold.workers, "until": hold.until.isoformat()} if hold else None


def row(worker: WorkerSeen, used: int | None, now: datetime) -> Sequence[str]:
    """Return a worker, with the tasks that it has, as a row of the table."""
    state = STATES.get(worker.state, worker.state.lower().replace(WARMED.lower(), "warm, "))
    marks = [
        *(() if worker.healthy or worker.state != IN_SERVICE else ("not healthy",)),
        *(("protected",) if worker.protected else ()),
        *(("Spot",) if worker.spot else ()),
    ]
    age = span((now - worker.launched).total_seconds())
    tasks = f"{'?' if used is None else used} of {0 if worker.warm else worker.slots}"
    return worker.group, worker.instance, worker.zone, age, tasks, ", ".join([state, *marks])


def _running(found: Target, console: Console, *, sandbox: bool, verify: bool) -> list[str] | None:
    """Return the host of each task that runs; None, with the reason told, if nobody says."""
    try:
        airflow = log_in(found, sandbox=sandbox, verify=verify)
        return [host for host, _ in airflow.running()]
    except UserError as error:
        console.print(f"Airflow does not tell what runs where: {error}", markup=False)
        return None
