"""`aeolus stop ENV`: prove that nothing is lost, and let the environment hibernate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer
from rich.console import Console

from aeolus_cli.dags.run import log_in
from aeolus_cli.deploy import deploy
from aeolus_cli.errors import UserError, reported
from aeolus_cli.options import (
    EnvironmentArgument,
    InsecureOption,
    JsonOption,
    SandboxOption,
    YesOption,
)
from aeolus_cli.preflight import require_cdktf, require_terraform
from aeolus_cli.show import print_json
from aeolus_cli.target import Target, awake, project_root, target
from aeolus_cli.terraform.workspace import Recorded
from aeolus_cost.errors import CostError
from aeolus_stacks.bundles import TO_BE_READ

from .bill import Bill, bill_of
from .file import write
from .groups import Groups
from .idle import Idleness
from .metastore import INSTANCE, Instances, adopt_stopped
from .schedulers import schedulers_of

UNPROTECTED = {"Key": "deletion_protection.enabled", "Value": "false"}
Say = Callable[[str], None]


@reported
def stop(
    environment: EnvironmentArgument,
    wait: Annotated[
        bool, typer.Option("--wait", help="Wait for tasks that are queued or run, or deferred.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Do not ask Airflow: what is queued or runs is lost.")
    ] = False,
    yes: YesOption = False,
    insecure: InsecureOption = False,
    sandbox: SandboxOption = False,
    as_json: JsonOption = False,
) -> None:
    """Let ENV hibernate: nodes, broker, load balancers and NAT gateways go, the database stops.

    All data stays. Nothing is touched while a task is on its way. Run again, it goes on where it
    was interrupted.

    Example: aeolus stop staging
    """
    console = Console(soft_wrap=True, stderr=as_json, highlight=False)

    def say(line: str) -> None:
        console.print(line, markup=False)

    found = target(environment, console, sandbox=sandbox)
    require_terraform()
    require_cdktf(project_root())
    recorded = _recorded(found)
    _require_stoppable(found, recorded, say)
    bill = _bill(environment, say)
    if not yes:
        typer.confirm(f"Stop {environment}?", abort=True, err=as_json)
    groups = Groups(found.clients.autoscaling, environment, say)
    if force:
        groups.empty()
    elif not groups.are_empty():
        # It runs, whatever its file says by now.
        running = awake(found)
        airflow = log_in(running, sandbox=sandbox, verify=not insecure)
        with Idleness(environment, airflow, schedulers_of(running), say).proven(wait=wait):
            groups.empty()
    _unprotect(found, recorded)
    write(environment, hibernated=True)
    found.workspace.synth(**TO_BE_READ)
    adopt_stopped(found, say)
    deployed = deploy(found)
    say(f"{environment} hibernates; `aeolus start {environment}` wakes it")
    if as_json:
        print_json(_as_json(environment, bill, deployed.seconds))


def _recorded(found: Target) -> Recorded:
    """Return what is deployed. Raises UserError where nothing is."""
    name = found.environment.name
    found.workspace.synth(**TO_BE_READ)
    found.workspace.init()
    recorded = found.workspace.recorded()
    if not recorded.addresses:
        raise UserError(f"nothing of {name} is deployed", cure=f"npx cdktf deploy {name}")
    return recorded


def _require_stoppable(found: Target, recorded: Recorded, say: Say) -> None:
    instances = Instances(found.clients.rds, found.clients.scheduler, say)
    for values in recorded.of_type(INSTANCE).values():
        instances.require_stoppable(str(values["identifier"]))


def _bill(environment: str, say: Say) -> Bill | None:
    try:
        bill = bill_of(environment)
    except CostError as error:
        say(f"what it costs is not known: {error}")
        return None
    for line in bill.lines():
        say(line)
    return bill


def _unprotect(found: Target, recorded: Recorded) -> None:
    """Let load balancers be deleted, as the deploy does next: they hold nothing."""
    for values in recorded.of_type("aws_lb").values():
        if values["enable_deletion_protection"]:
            found.clients.elbv2.modify_load_balancer_attributes(
                LoadBalancerArn=values["arn"],
                Attributes=[UNPROTECTED],  # type: ignore[list-item]
            )


def _as_json(environment: str, bill: Bill | None, seconds: float) -> dict[str, Any]:
    return {
        "environment": environment,
        "hibernated": True,
        "seconds": round(seconds, 1),
        "goes": bill.goes() if bill else None,
        "stays": bill.stays() if bill else None,
        "monthly_usd": bill
        and {
            "running": f"{bill.running.total.expected:.2f}",
            "stopped": f"{bill.stopped.total.expected:.2f}",
        },
    }
