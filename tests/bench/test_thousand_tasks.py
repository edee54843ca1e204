"""A thousand tasks from nobody on, while workers leave and the scheduler's machine is lost.

With the drills, and not with every run: its tasks take two processors a quarter of an hour.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import yaml

from aeolus_cli.dags.airflow_api import Run
from aeolus_sandbox.supervisor.seen import Fault
from bench.table import show
from support import rows
from support.booted import booted
from support.cluster import Cluster, succeeded, triggered
from support.drills import await_standby, held, only_one_may_write
from support.machines import needs_machines, until
from support.worker_groups import full_name, in_service, instances, seen

pytestmark = [pytest.mark.bench, needs_machines]

TASKS = 1000
MOST = 2
GROUPS = ("default", "heavy")
LIMIT_S = 3600


def from_nobody(text: str) -> str:
    """Return prod's file with nobody in its groups while there is nothing to do."""
    environment = yaml.safe_load(text)
    for group in environment["workers"].values():
        group |= {"min_size": 0, "max_size": MOST}
    return yaml.safe_dump(environment, sort_keys=False)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with booted(tmp_path_factory.mktemp("thousand") / "project", from_nobody) as made:
        yield made


@dataclass
class Course:
    """What happens meanwhile, with the seconds since the beginning."""

    began: float = field(default_factory=time.monotonic)
    lines: list[tuple[str, str]] = field(default_factory=list)

    def say(self, what: str) -> None:
        """Keep and print a line."""
        line = f"{time.monotonic() - self.began:.0f} s", what
        self.lines.append(line)
        print(*line, flush=True)


def test_none_is_lost_or_doubled_or_killed_while_workers_leave_and_the_scheduler_moves(
    cluster: Cluster,
) -> None:
    await_nobody(cluster)
    await_standby(cluster)
    airflow = cluster.airflow()
    run, course = triggered(airflow, "thousand"), Course()
    course.say("asked for")
    until(lambda: wanted(cluster) == [MOST, MOST], "as many workers as there may be are wanted")
    course.say(f"{MOST} workers of either group are wanted")
    for share, event in (
        (1, first_task),
        (150, interrupt_a_spot_worker),
        (350, end_a_worker_by_its_group),
        (550, lose_the_schedulers_machine),
        (750, refresh_a_group),
    ):
        await_done(cluster, run, share)
        course.say(f"{share} done; {event(cluster)}")
    # Not by asking Airflow, which would have to list a thousand tasks each time.
    await_done(cluster, run, TASKS)
    assert succeeded(airflow, run)
    course.say("all done")
    done = rows.of_run(cluster.region, run.run_id)
    show("a thousand tasks", course.lines)
    assert len(done) == TASKS
    assert {row.times for row in done} == {1}
    again = [row.key for row in done if row.text != "1"]
    assert not again, "tried again: one that leaves, or a scheduler that moves, kills none"
    await_standby(cluster)
    only_one_may_write(cluster)
    await_nobody(cluster)


def wanted(cluster: Cluster) -> list[int]:
    """Return how many workers each group is to have."""
    return [seen(cluster, group)["DesiredCapacity"] for group in GROUPS]


def await_nobody(cluster: Cluster) -> None:
    """Return when no group has a worker any more."""
    until(lambda: not any(instances(cluster, group) for group in GROUPS), "nobody is there")


def await_done(cluster: Cluster, run: Run, share: int) -> None:
    """Return when so many tasks have left their row."""
    until(
        lambda: len(rows.of_run(cluster.region, run.run_id)) >= share,
        f"{share} tasks are done",
        LIMIT_S,
        pause_s=3,
    )


def first_task(_: Cluster) -> str:
    """Do nothing."""
    return "the first"


def interrupt_a_spot_worker(cluster: Cluster) -> str:
    """Give a worker two minutes, as Spot does."""
    [worker, *_] = in_service(cluster, "heavy")
    cluster.region.befall(Fault.INTERRUPT, worker)
    return f"Spot takes {worker} back"


def end_a_worker_by_its_group(cluster: Cluster) -> str:
    """Have a group end a worker, and launch another."""
    [worker, *_] = in_service(cluster, "default")
    cluster.region.client("autoscaling").terminate_instance_in_auto_scaling_group(
        InstanceId=worker, ShouldDecrementDesiredCapacity=False
    )
    return f"its group ends {worker}"


def lose_the_schedulers_machine(cluster: Cluster) -> str:
    """Take the power from who schedules."""
    holder = held(cluster).holder
    cluster.region.befall(Fault.KILL, holder)
    return f"{holder}, which schedules, loses its power"


def refresh_a_group(cluster: Cluster) -> str:
    """Replace all workers of a group."""
    cluster.region.client("autoscaling").start_instance_refresh(
        AutoScalingGroupName=full_name("heavy"),
        Preferences={"MinHealthyPercentage": 50, "ScaleInProtectedInstances": "Refresh"},
    )
    return "heavy is refreshed"
