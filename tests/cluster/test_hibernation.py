"""prod hibernates with its machines and wakes with all that it knew; not while it is at work."""

from __future__ import annotations

import pytest

from aeolus_cli.dags.airflow_api import Run
from support import rows
from support.cluster import NAME, Cluster, on_the_cluster, succeeded, triggered
from support.machines import until

pytestmark = [*on_the_cluster, pytest.mark.long]


@pytest.fixture(scope="module")
def run(cluster: Cluster) -> Run:
    """A run that was at work when it was to be stopped, and then went on to its end."""
    airflow = cluster.airflow()
    run = triggered(airflow, "held")
    until(lambda: airflow.tasks(run).get("running") == 1, "it is at work")
    status, told = cluster.project.run("stop", NAME, "--sandbox", "--yes")
    assert status == 2, told
    assert f"held.hold of {run.run_id} (running)" in " ".join(told.split())
    rows.leave(cluster.region, f"go/{run.run_id}")
    assert succeeded(airflow, run)
    return run


@pytest.fixture(scope="module")
def stopped(cluster: Cluster, run: Run) -> str:
    """What `aeolus stop` said; whatever is still on its way is waited for."""
    return cluster.run("stop", NAME, "--sandbox", "--yes", "--wait")


def test_nobody_is_left_and_the_database_does_not_run(cluster: Cluster, stopped: str) -> None:
    assert cluster.ids() == []
    [database] = cluster.region.client("rds").describe_db_instances()["DBInstances"]
    assert database["DBInstanceStatus"] == "stopped"
    assert f"{NAME} hibernates" in stopped


@pytest.fixture(scope="module")
def started(cluster: Cluster, stopped: str) -> str:
    """What `aeolus start` said, once both masters are well."""
    told = cluster.run("start", NAME, "--sandbox")
    cluster.await_healthy(2, 900)
    return told


def test_it_knows_what_it_knew(cluster: Cluster, run: Run, started: str) -> None:
    assert cluster.airflow().run(run).state == "success"


def test_a_scheduler_schedules_and_workers_come_from_nobody(cluster: Cluster, started: str) -> None:
    assert not cluster.lease.read().control.paused
    airflow = cluster.airflow()
    assert succeeded(airflow, triggered(airflow, "environment"), 900)
