"""`aeolus workers scale ENV GROUP N`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Console

from aeolus_cli.aws.auto_scaling import groups_with, tags_of
from aeolus_cli.errors import UserError, reported
from aeolus_cli.options import EnvironmentArgument, JsonOption, SandboxOption
from aeolus_cli.show import print_json
from aeolus_cli.target import require_awake, require_cluster, target
from aeolus_scaling.hold import Hold
from aeolus_tags import ENVIRONMENT_TAG, GROUP_TAG, HOLD_TAG

from . import held
from .simulate import chosen


@reported
def scale(
    environment: EnvironmentArgument,
    group: Annotated[str, typer.Argument(metavar="GROUP", help="A group of workers.")],
    workers: Annotated[int, typer.Argument(metavar="N", min=0, help="How many there are to be.")],
    until: Annotated[
        str,
        typer.Option(
            "--until",
            metavar="TIME",
            help="Keep as many until then, at least: today's 18:00, or 2026-12-01T18:00.",
        ),
    ] = "",
    sandbox: SandboxOption = False,
    as_json: JsonOption = False,
) -> None:
    """Let a group of ENV's workers have N workers, more than it has now.

    Those that get nothing to do leave after the cool-down, unless they are kept --until a time by
    this machine's clock; without it a hold that there is ends. For fewer, drain those that are to
    leave: Auto Scaling would end any, whatever it does.

    Example: aeolus workers scale prod default 4 --until 18:00
    """
    console = Console(stderr=as_json, soft_wrap=True, highlight=False)
    hold = hold_until(until, workers, datetime.now().astimezone()) if until else None
    found = target(environment, console, sandbox=sandbox)
    require_cluster(found, "it has no groups of workers")
    require_awake(found)
    name, _ = chosen(found.environment, group)
    before, ended = enlarge(found.clients.autoscaling, environment, name, workers, hold)
    if as_json:
        lasts = hold.until.isoformat() if hold else None
        told = {"before": before, "now": max(before, workers), "until": lasts}
        print_json({"group": name, **told})
    elif hold:
        console.print(f"{name}: {held.told(hold)}, {before} before", markup=False)
    else:
        also = ", held no longer" if ended else ""
        console.print(f"{name}: {workers} workers, {before} before{also}", markup=False)


def hold_until(text: str, workers: int, now: datetime) -> Hold:
    """Return the hold of so many workers until the time that a text tells.

    `now` is by this machine's clock, with its zone. Raises UserError.
    """
    if not workers:
        raise UserError(
            "a hold of 0 workers keeps nobody", cure="leave --until out: a hold that there is ends"
        )
    return Hold(workers, held.moment(text, now))


def enlarge(
    autoscaling: Any, environment: str, group: str, workers: int, hold: Hold | None
) -> tuple[int, bool]:
    """Set a group's desired capacity, and its hold; return what it was, and if a hold has ended.

    `autoscaling` is boto3's client. A hold of fewer workers than there are is a minimum alone, and
    ends nobody. Raises UserError for fewer without one, for more than the group may have, or where
    there is no such group.
    """
    [found] = _found(autoscaling, environment, group)
    before, most = int(found["DesiredCapacity"]), int(found["MaxSize"])
    if workers > most:
        raise UserError(
            f"{group} may have {most} workers, not {workers}",
            cure=f"raise workers.{group}.max_size and deploy",
        )
    if workers < before and not hold:
        raise UserError(
            f"{group} has {before} workers: Auto Scaling would end any {before - workers} of them",
            cure=f"aeolus workers drain {environment} INSTANCE --fewer, for each that is to leave",
        )
    name = found["AutoScalingGroupName"]
    if hold:  # before there are more: they would be counted as too many
        held.put(autoscaling, name, hold)
    if workers >= before:
        autoscaling.set_desired_capacity(AutoScalingGroupName=name, DesiredCapacity=workers)
    ended = not hold and HOLD_TAG in tags_of(found)
    if ended:
        held.end(autoscaling, name)
    return before, ended


def _found(autoscaling: Any, environment: str, group: str) -> list[Any]:
    groups = groups_with(autoscaling, {ENVIRONMENT_TAG: environment, GROUP_TAG: group})
    if len(groups) != 1:
        raise UserError(
            f"{environment} has no Auto Scaling group of workers {group} on AWS",
            cure=f"npx cdktf deploy {environment}",
        )
    return groups
