"""A group with a warm pool of one: what waits there is started, not launched, and works at once.

A boot of prod of its own, whose file differs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml

from bench.table import show
from support import rows
from support.booted import booted
from support.cluster import NAME, Cluster, on_the_cluster, succeeded, triggered
from support.drift import unexpected_drift
from support.machines import until
from support.worker_groups import instances, pool, seen

pytestmark = [*on_the_cluster, pytest.mark.long]

GROUP = "heavy"
PREPARED = "it is prepared, and waits in the warm pool"
JOINS = "its group takes it into service"
INSTALLED = "this node is installed"


def with_a_pool(text: str) -> str:
    """Return prod's file with nobody in the group, and one who waits beside it."""
    environment = yaml.safe_load(text)
    environment["workers"][GROUP] |= {
        "min_size": 0,
        "spot_percentage": 0,
        "warm_pool": {"min_size": 1},
    }
    return yaml.safe_dump(environment, sort_keys=False)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with booted(tmp_path_factory.mktemp("warm") / "project", with_a_pool) as made:
        yield made


def described(cluster: Cluster, instance: str) -> dict[str, Any]:
    """Return what EC2 says of an instance."""
    answer = cluster.region.client("ec2").describe_instances(InstanceIds=[instance])
    found: dict[str, Any] = answer["Reservations"][0]["Instances"][0]
    return found


def state(cluster: Cluster, instance: str) -> str:
    """Return EC2's state of an instance."""
    return str(described(cluster, instance)["State"]["Name"])


@pytest.fixture(scope="module")
def waiting(cluster: Cluster) -> str:
    """The instance that waits in the pool, once the group has nobody."""
    until(lambda: not instances(cluster, GROUP), "the first worker has left")
    until(lambda: list(pool(cluster, GROUP).values()) == ["Warmed:Stopped"], "one waits, stopped")
    [found] = pool(cluster, GROUP)
    return found


def test_it_was_prepared_to_the_end_took_no_task_and_was_stopped(
    cluster: Cluster, waiting: str
) -> None:
    assert state(cluster, waiting) == "stopped"
    console = cluster.console(waiting)
    assert PREPARED in console
    assert JOINS not in console, "it would have taken tasks"
    assert seen(cluster, GROUP)["DesiredCapacity"] == 0


def test_whoever_looks_sees_that_it_is_warm(cluster: Cluster, waiting: str) -> None:
    states = {each["instance"]: each["state"] for each in cluster.workers()}
    assert states[waiting] == "Warmed:Stopped"


@dataclass(frozen=True)
class Served:
    """A task that was queued with nobody there: who did it, and when what happened."""

    worker: str
    host: str
    times: list[int]
    asked: datetime
    started: datetime
    first_task: datetime


@pytest.fixture(scope="module")
def served(cluster: Cluster, waiting: str) -> Served:
    airflow, asked = cluster.airflow(), datetime.now(UTC)
    run = triggered(airflow, "kept")
    until(lambda: state(cluster, waiting) != "stopped", "it is started", pause_s=0.2)
    started = datetime.now(UTC)
    until(lambda: bool(rows.of_run(cluster.region, run.run_id)), "its task is at work")
    [worker] = instances(cluster, GROUP)
    rows.leave(cluster.region, f"go/{run.run_id}")
    assert succeeded(airflow, run)
    first = airflow.first_task(asked)
    assert first is not None
    done = rows.of_run(cluster.region, run.run_id)
    [host] = {each.host for each in done}
    return Served(worker, host, [each.times for each in done], asked, started, first)


def test_it_is_started_rather_than_another_launched_and_does_the_task(
    cluster: Cluster, waiting: str, served: Served
) -> None:
    assert served.worker == waiting
    name = described(cluster, waiting)["PrivateDnsName"]
    assert served.host.partition(".")[0] == name.partition(".")[0]
    assert served.times == [1]
    show(
        "a group of nobody, with one stopped worker in its warm pool",
        [
            (
                "from a run that is asked for to the start",
                f"{(served.started - served.asked).total_seconds():.1f}",
            ),
            (
                "from the start to the first task",
                f"{(served.first_task - served.started).total_seconds():.1f}",
            ),
        ],
    )


def test_it_installed_once_and_was_given_its_secrets_anew(
    cluster: Cluster, waiting: str, served: Served
) -> None:
    console = cluster.console(waiting)
    assert console.count(INSTALLED) == 1, "nothing is fetched twice"
    assert console.index(PREPARED) < console.index(JOINS)
    # In memory, which the stop took.
    assert cluster.inside(waiting, "findmnt --noheadings --output FSTYPE --target /run/aeolus") == (
        "tmpfs"
    )
    assert cluster.inside(waiting, "test -s /run/aeolus/credentials/broker_url && echo there")


def test_another_takes_its_place(cluster: Cluster, waiting: str, served: Served) -> None:
    until(lambda: list(pool(cluster, GROUP).values()) == ["Warmed:Stopped"], "the pool is full")
    assert waiting not in pool(cluster, GROUP)


def test_who_has_worked_ends_and_does_not_come_back(
    cluster: Cluster, waiting: str, served: Served
) -> None:
    until(lambda: instances(cluster, GROUP) == [], "it has left, with nothing to do")
    assert waiting not in pool(cluster, GROUP)
    assert len(pool(cluster, GROUP)) == 1


def test_the_next_plan_is_clean_while_one_waits(cluster: Cluster, waiting: str) -> None:
    assert unexpected_drift(cluster.target) == []


def test_hibernation_empties_the_pool_too(cluster: Cluster, waiting: str) -> None:
    assert list(pool(cluster, GROUP)) != []
    cluster.run("stop", NAME, "--sandbox", "--yes", "--wait")
    assert pool(cluster, GROUP) == {}
    assert cluster.ids() == []
    assert unexpected_drift(cluster.target) == []
