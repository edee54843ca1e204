"""How long prod's nodes take: four that boot together, a DAG on them, one more alone."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from rich.console import Console

from aeolus_cli.sandbox.answers import Answer, answers
from aeolus_cli.sandbox.life import bring_to_life
from aeolus_cli.sandbox.timeline import print_timeline
from aeolus_cli.sandbox.up import bring_up, build_bundles
from aeolus_cli.target import SANDBOX_STATE, load
from aeolus_sandbox import region as regions
from aeolus_sandbox.region import Region
from aeolus_sandbox.supervisor.settings import Settings
from aeolus_tags import ROLE_TAG
from bench.processes import megabytes
from bench.table import show
from support import machines
from support.machines import needs_machines, until
from support.project import Project

pytestmark = [pytest.mark.bench, needs_machines]

CONSOLE = Console()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.make(tmp_path / "nodes")
    made.share_images(machines.IMAGES)
    yield made
    regions.down("prod", made.root / SANDBOX_STATE)


def test_prod_from_its_deploy_to_a_dag_and_one_worker_more(project: Project) -> None:
    with contextlib.chdir(project.root):
        environment = load("prod")
        build_bundles(CONSOLE)
        bring_up(environment, CONSOLE, machines=Settings(images=machines.IMAGES))
        applied = time.monotonic()
        region = regions.running("prod", project.root / SANDBOX_STATE)
        bring_to_life(environment, region, CONSOLE)
        succeeded = time.monotonic() - applied
        together = took(region, answers(region))
        before = set(together)
        memory = megabytes(region)
        launch_worker(region)
        alone = {
            one: s for one, s in took(region, all_ready(region, 5)).items() if one not in before
        }
        print_timeline(answers(region), CONSOLE)
    show(
        "prod's nodes",
        [
            ("from applied to the example DAG's success", f"{succeeded:.0f}"),
            *((f"{one}, from launch to healthy", f"{s:.1f}") for one, s in together.items()),
            *((f"{one}, alone, from launch to healthy", f"{s:.1f}") for one, s in alone.items()),
            ("memory of the whole region", f"{memory / 1e3:.1f} GB"),
        ],
    )


def took(region: Region, seen: list[Answer]) -> dict[str, float]:
    """Return the seconds that each node took from its launch until all its daemons were healthy."""
    launched = launches(region)
    return {
        f"{each.report.role} {each.node.id}": list(each.report.timeline.values())[-1]
        - launched[each.node.id].timestamp()
        for each in seen
        if each.report and each.healthy
    }


def launches(region: Region) -> dict[str, datetime]:
    """Return when each instance was launched."""
    pages = region.client("ec2").get_paginator("describe_instances").paginate()
    return {
        instance["InstanceId"]: instance["LaunchTime"]
        for page in pages
        for reservation in page["Reservations"]
        for instance in reservation["Instances"]
    }


def launch_worker(region: Region) -> None:
    """Give the first worker group one worker more."""
    autoscaling = region.client("autoscaling")
    filters = [{"Name": f"tag:{ROLE_TAG}", "Values": ["worker"]}]
    group = autoscaling.describe_auto_scaling_groups(Filters=filters)["AutoScalingGroups"][0]
    autoscaling.set_desired_capacity(
        AutoScalingGroupName=group["AutoScalingGroupName"],
        DesiredCapacity=group["DesiredCapacity"] + 1,
    )


def all_ready(region: Region, wanted: int) -> list[Answer]:
    """Return what so many nodes say once they are there and healthy."""
    seen: list[Answer] = []

    def ready() -> bool:
        seen[:] = answers(region)
        return len(seen) == wanted and all(each.healthy for each in seen)

    until(ready, f"{wanted} nodes are healthy")
    return seen
