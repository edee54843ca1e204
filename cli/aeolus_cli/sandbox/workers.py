"""The first workers of an embedded region, there before a task is, so that one sees them."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console

from aeolus_cli.aws.auto_scaling import groups_with
from aeolus_sandbox.region import Region
from aeolus_tags import ROLE_TAG

WORKERS = 1
"""How many a group that has none is given."""


@dataclass(frozen=True)
class Started:
    """A worker group that was given its first workers."""

    group: str
    workers: int

    @property
    def command(self) -> str:
        """What an operator would type for the same."""
        return (
            "aws autoscaling set-desired-capacity "
            f"--auto-scaling-group-name {self.group} --desired-capacity {self.workers}"
        )


def start_workers(region: Region) -> list[Started]:
    """Let each worker group that has none, and may have some, launch one; return which did."""
    autoscaling = region.client("autoscaling")
    started = []
    for group in groups_with(autoscaling, {ROLE_TAG: "worker"}):
        if group["DesiredCapacity"] == 0 and group["MaxSize"] > 0:
            name = group["AutoScalingGroupName"]
            autoscaling.set_desired_capacity(AutoScalingGroupName=name, DesiredCapacity=WORKERS)
            started.append(Started(name, WORKERS))
    return started


def print_started(started: list[Started], console: Console) -> None:
    """Say which groups were given workers, and how one does the same on AWS."""
    if not started:
        return
    console.print(
        "\nworker groups start at nobody, and follow their queues; one worker each to begin with, "
        "as by hand, which leaves when it has nothing to do:",
        soft_wrap=True,
    )
    for each in started:
        console.print(f"  {each.command}", soft_wrap=True, highlight=False)
