"""`aeolus workers drain ENV INSTANCE`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.console import Console

from aeolus_cli.dags.airflow_api import Airflow
from aeolus_cli.dags.run import log_in
from aeolus_cli.errors import UserError, reported
from aeolus_cli.options import EnvironmentArgument, InsecureOption, JsonOption, SandboxOption
from aeolus_cli.show import print_json
from aeolus_cli.target import Target, require_cluster, target

from .leave import Departure
from .seen import WorkerSeen, workers_of

HOUR = 3600
LONGEST_HOURS = 48.0
"""Of a command of Systems Manager's (AWS-RunShellScript, `executionTimeout`)."""


@reported
def drain(
    environment: EnvironmentArgument,
    instance: Annotated[
        str, typer.Argument(metavar="INSTANCE", help="A worker, as `list` has it.")
    ],
    deadline: Annotated[
        float,
        typer.Option("--deadline", min=0.01, max=LONGEST_HOURS, help="Hours until it gives up."),
    ] = LONGEST_HOURS,
    keep: Annotated[
        bool, typer.Option("--keep", help="Leave the instance there, for a look at it.")
    ] = False,
    fewer: Annotated[
        bool, typer.Option("--fewer", help="Let the group have one worker less.")
    ] = False,
    insecure: InsecureOption = False,
    sandbox: SandboxOption = False,
    as_json: JsonOption = False,
) -> None:
    """Let a worker of ENV take no task any more, end those that it has, and end it.

    No task is killed. After the deadline the tasks that go on are named, and nothing is ended.

    Example: aeolus workers drain prod i-0a1b2c3d4e5f67890 --deadline 12
    """
    console = Console(stderr=as_json, soft_wrap=True, highlight=False)
    found = target(environment, console, sandbox=sandbox)
    require_cluster(found, "it has no groups of workers")
    worker = chosen(found, instance)
    airflow = log_in(found, sandbox=sandbox, verify=not insecure)
    followed = Followed(worker, airflow, console)
    departure = Departure(found.clients.ssm, found.clients.autoscaling)
    console.print(f"{instance} of group {worker.group} takes no task any more", markup=False)
    drained = departure.drain(instance, round(deadline * HOUR), followed.look)
    left = [] if drained else followed.tasks()
    if drained and not keep:
        departure.end(instance, fewer=fewer)
    if as_json:
        print_json({"instance": instance, "drained": drained, "tasks": left})
    elif drained:
        done = "is stopped" if keep else "is ended" if fewer else "is ended, and another comes"
        console.print(f"it has no task any more, and {done}", markup=False)
    else:
        console.print(f"after {deadline:g} h it is given up; these tasks go on:", markup=False)
        for each in left or ["none that Airflow knows"]:
            console.print(f"  {each}", markup=False)
    if not drained:
        sys.exit(1)


class Followed:
    """What runs on a worker while it drains, told when it changes."""

    def __init__(self, worker: WorkerSeen, airflow: Airflow, console: Console) -> None:
        """`worker` is one of Airflow's hosts."""
        self._worker, self._airflow, self._console = worker, airflow, console
        self._said = -1

    def tasks(self) -> list[str]:
        """Return what runs there; nothing where Airflow does not tell."""
        try:
            running = self._airflow.running()
        except UserError:
            return []
        return [name for host, name in running if self._worker.is_host(host)]

    def look(self) -> None:
        """Tell how many tasks run, if that is another number than before."""
        count = len(self.tasks())
        if count != self._said:
            self._said = count
            tasks = f"{count} task{'' if count == 1 else 's'}"
            self._console.print(f"  {tasks} to end", markup=False)


def chosen(found: Target, instance: str) -> WorkerSeen:
    """Return a worker by its instance. Raises UserError where it is none, or has no task to end."""
    listed = workers_of(found)
    for each in listed:
        if each.instance == instance and each.warm:
            raise UserError(
                f"{instance} waits in the warm pool of group {each.group}, and has no task",
                cure=f"aws autoscaling terminate-instance-in-auto-scaling-group --instance-id "
                f"{instance} --no-should-decrement-desired-capacity, for another in its place",
            )
        if each.instance == instance:
            return each
    there = ", ".join(each.instance for each in listed) or "there is none"
    raise UserError(
        f"{instance} is no worker of {found.environment.name}", cure=f"workers: {there}"
    )
