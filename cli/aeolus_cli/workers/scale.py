"""`aeolus workers scale ENV GROUP N`."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import Console

from aeolus_cli.errors import UserError, reported
from aeolus_cli.options import EnvironmentArgument, JsonOption, SandboxOption
from aeolus_cli.show import print_json
from aeolus_cli.target import require_awake, require_cluster, target
from aeolus_tags import ENVIRONMENT_TAG, GROUP_TAG

from .simulate import chosen


@reported
def scale(
    environment: EnvironmentArgument,
    group: Annotated[str, typer.Argument(metavar="GROUP", help="A group of workers.")],
    workers: Annotated[int, typer.Argument(metavar="N", min=0, help="How many there are to be.")],
    sandbox: SandboxOption = False,
    as_json: JsonOption = False,
) -> None:
    """Let a group of ENV's workers have N workers, more than it has now.

    For fewer, drain those that are to leave: Auto Scaling would end any, whatever it does.

    Example: aeolus workers scale prod default 4
    """
    console = Console(stderr=as_json, soft_wrap=True, highlight=False)
    found = target(environment, console, sandbox=sandbox)
    require_cluster(found, "it has no groups of workers")
    require_awake(found)
    name, _ = chosen(found.environment, group)
    before = enlarge(found.clients.autoscaling, environment, name, workers)
    if as_json:
        print_json({"group": name, "before": before, "now": workers})
    else:
        console.print(f"{name}: {workers} workers, {before} before", markup=False)


def enlarge(autoscaling: Any, environment: str, group: str, workers: int) -> int:
    """Set a group's desired capacity; return what it was.

    `autoscaling` is boto3's client. Raises UserError for fewer workers, or more than the group may
    have, or where there is no such group.
    """
    [found] = _found(autoscaling, environment, group)
    before, most = int(found["DesiredCapacity"]), int(found["MaxSize"])
    if workers > most:
        raise UserError(
            f"{group} may have {most} workers, not {workers}",
            cure=f"raise workers.{group}.max_size and deploy",
        )
    if workers < before:
        raise UserError(
            f"{group} has {before} workers: Auto Scaling would end any {before - workers} of them",
            cure=f"aeolus workers drain {environment} INSTANCE --fewer, for each that is to leave",
        )
    autoscaling.set_desired_capacity(
        AutoScalingGroupName=found["AutoScalingGroupName"], DesiredCapacity=workers
    )
    return before


def _found(autoscaling: Any, environment: str, group: str) -> list[Any]:
    tags = {ENVIRONMENT_TAG: environment, GROUP_TAG: group}
    filters = [{"Name": f"tag:{key}", "Values": [value]} for key, value in tags.items()]
    answer = autoscaling.describe_auto_scaling_groups(Filters=filters)
    groups: list[Any] = answer["AutoScalingGroups"]
    if len(groups) != 1:
        raise UserError(
            f"{environment} has no Auto Scaling group of workers {group} on AWS",
            cure=f"npx cdktf deploy {environment}",
        )
    return groups
