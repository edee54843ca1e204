"""A worker that leaves ends its tasks and takes no other, whoever sends it away; none is killed."""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.parse import urlencode

import pytest

from aeolus_cli.dags.airflow_api import Run
from aeolus_sandbox.supervisor.seen import Fault
from support import rows
from support.cluster import NAME, Cluster, on_the_cluster, succeeded, triggered
from support.drills import all_done_once, at_work
from support.machines import until
from support.worker_groups import full_name, only_worker, seen

pytestmark = on_the_cluster


def drain(cluster: Cluster, worker: str, *more: str) -> dict[str, Any]:
    """Return what `aeolus workers drain` says."""
    _, told = cluster.project.run("workers", "drain", NAME, worker, "--sandbox", "--json", *more)
    found: dict[str, Any] = json.loads(told[told.index("\n{") :])
    return found


def test_after_its_deadline_it_names_what_goes_on_and_ends_nothing(cluster: Cluster) -> None:
    worker, airflow = only_worker(cluster, "default"), cluster.airflow()
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


def test_one_that_its_group_ends_in_the_middle_of_a_run_ends_its_tasks_first(
    cluster: Cluster,
) -> None:
    """As a group does that gets smaller, is refreshed or rebalanced."""
    worker, run = only_worker(cluster, "default"), at_work(cluster)
    cluster.region.client("autoscaling").terminate_instance_in_auto_scaling_group(
        InstanceId=worker, ShouldDecrementDesiredCapacity=False
    )
    cluster.await_said(worker, "its group ends it")
    all_done_once(cluster, run)
    until(lambda: worker not in cluster.ids("worker"), f"{worker} is gone")
    assert "stop: it has had no task twice" in cluster.console(worker)
    cluster.await_healthy()


def test_what_a_spot_worker_cannot_end_in_its_two_minutes_is_tried_elsewhere_at_once(
    cluster: Cluster,
) -> None:
    worker, airflow = only_worker(cluster, "heavy"), cluster.airflow()
    run = triggered(airflow, "kept")
    until(lambda: tries(cluster, run) == {"try-1"}, "it is at work")
    cluster.region.befall(Fault.INTERRUPT, worker)
    cluster.await_said(worker, f"gives up and hands back: kept.keep of {run.run_id}")
    until(lambda: tries(cluster, run) == {"try-1", "try-2"}, "another has it")
    assert missed(cluster, run) == 0, "its worker told Airflow of it"
    rows.leave(cluster.region, f"go/{run.run_id}")
    assert succeeded(airflow, run)
    assert worker not in cluster.ids("worker")
    cluster.await_healthy()


def tries(cluster: Cluster, run: Run) -> set[str]:
    """Return the tries of its task that have begun."""
    return {each.key.rpartition("/")[2] for each in rows.of_run(cluster.region, run.run_id)}


def missed(cluster: Cluster, run: Run) -> int:
    """Return how often Airflow took a task of a run for lost, which nobody told it of."""
    asked, token = urlencode({"run_id": run.run_id, "event": "heartbeat timeout"}), cluster.token()
    answer = cluster.entrance().ask("GET", f"/api/v2/eventLogs?{asked}", token=token)
    assert answer.status == 200, answer
    return int(answer.body["total_entries"])


@pytest.mark.long
def test_a_refresh_in_the_midst_of_a_run_ends_no_task(cluster: Cluster) -> None:
    before, run = only_worker(cluster, "default"), at_work(cluster)
    autoscaling, name = cluster.region.client("autoscaling"), full_name("default")
    autoscaling.start_instance_refresh(
        AutoScalingGroupName=name,
        # As the group's own, without leaving those alone that have the newest template.
        Preferences={
            "MinHealthyPercentage": 90,
            "MaxHealthyPercentage": 100,
            "ScaleInProtectedInstances": "Refresh",
        },
    )
    cluster.await_said(before, "its group ends it")
    all_done_once(cluster, run)

    def state() -> str:
        [last, *_] = autoscaling.describe_instance_refreshes(AutoScalingGroupName=name)[
            "InstanceRefreshes"
        ]
        return str(last["Status"])

    until(lambda: state() == "Successful", "all are replaced")
    assert before not in [each["InstanceId"] for each in seen(cluster, "default")["Instances"]]
    cluster.await_healthy()


@pytest.mark.long
def test_what_one_that_is_ended_past_its_group_did_is_tried_elsewhere(cluster: Cluster) -> None:
    """`terminate-instances` waits for no hook."""
    worker, airflow = only_worker(cluster, "heavy"), cluster.airflow()
    run = triggered(airflow, "kept")
    until(lambda: tries(cluster, run) == {"try-1"}, "it is at work")
    ended = time.monotonic()
    cluster.region.client("ec2").terminate_instances(InstanceIds=[worker])
    until(lambda: tries(cluster, run) == {"try-1", "try-2"}, "another has it", 900)
    print(f"tried again {time.monotonic() - ended:.0f} s after the instance was ended")
    assert missed(cluster, run) == 1
    rows.leave(cluster.region, f"go/{run.run_id}")
    assert succeeded(airflow, run)
    cluster.await_healthy()
