"""A worker that is drained ends its tasks, takes no other, and is replaced; none is killed."""

from __future__ import annotations

import json
from typing import Any

from support import rows
from support.cluster import NAME, Cluster, on_the_cluster, succeeded, triggered
from support.drills import all_done_once, at_work
from support.machines import until

pytestmark = on_the_cluster


def of_default(cluster: Cluster) -> str:
    """Return the worker that serves the default queue."""
    [worker] = [
        each["InstanceId"]
        for each in cluster.instances("worker")
        if {"Key": "aeolus:group", "Value": "default"} in each["Tags"]
    ]
    return str(worker)


def drain(cluster: Cluster, worker: str, *more: str) -> dict[str, Any]:
    """Return what `aeolus workers drain` says."""
    _, told = cluster.project.run("workers", "drain", NAME, worker, "--sandbox", "--json", *more)
    found: dict[str, Any] = json.loads(told[told.index("\n{") :])
    return found


def test_after_its_deadline_it_names_what_goes_on_and_ends_nothing(cluster: Cluster) -> None:
    worker, airflow = of_default(cluster), cluster.airflow()
    run = triggered(airflow, "held")
    until(lambda: airflow.tasks(run).get("running") == 1, "it is at work")
    told = drain(cluster, worker, "--deadline", "0.01")
    assert told == {"instance": worker, "drained": False, "tasks": [f"held.hold of {run.run_id}"]}
    assert worker in cluster.ids("worker")
    rows.leave(cluster.region, f"go/{run.run_id}")
    until(lambda: airflow.tasks(run).get("success") == 1, "the task has ended")
    assert drain(cluster, worker) == {"instance": worker, "drained": True, "tasks": []}
    # What came after it waited for the worker that replaces it.
    assert succeeded(airflow, run)
    assert worker not in cluster.ids("worker")
    cluster.await_healthy()


def test_in_the_middle_of_a_run_no_task_is_lost_or_done_twice(cluster: Cluster) -> None:
    worker, run = of_default(cluster), at_work(cluster)
    assert drain(cluster, worker)["drained"]
    all_done_once(cluster, run)
    until(lambda: worker not in cluster.ids("worker"), f"{worker} is gone")
    cluster.await_healthy()
