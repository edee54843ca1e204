"""How long a task waits for a worker where there is none, for the decision and for the boot.

And how long a worker with nothing to do takes to leave.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import median
from typing import Any

import pytest

from bench.table import show
from support import rows
from support.booted import booted
from support.cluster import Cluster, succeeded, triggered
from support.machines import needs_machines, until
from support.worker_groups import bound, full_name, seen

pytestmark = [pytest.mark.bench, needs_machines]

GROUP = "heavy"
TIMES = int(os.environ.get("TIMES", "5"))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with booted(tmp_path_factory.mktemp("scaling") / "project") as made:
        bound(made, GROUP, 0, 1)
        yield made


def workers(cluster: Cluster) -> list[dict[str, Any]]:
    """Return what EC2 says of the group's instances."""
    tag = {"Key": "aws:autoscaling:groupName", "Value": full_name(GROUP)}
    return [each for each in cluster.instances("worker") if tag in each["Tags"]]


def leaving(cluster: Cluster) -> bool:
    """Tell whether the group has a worker that its hook holds."""
    held = {"Terminating", "Terminating:Wait"}
    return any(each["LifecycleState"] in held for each in seen(cluster, GROUP)["Instances"])


def test_from_nobody_to_the_first_task(cluster: Cluster) -> None:
    decided, booted_in = list[float](), list[float]()
    chosen, drained = list[float](), list[float]()
    for _ in range(TIMES):
        until(lambda: not workers(cluster), "nobody is there")
        airflow, began = cluster.airflow(), datetime.now(UTC)
        run = triggered(airflow, "kept")
        until(lambda: bool(workers(cluster)), "a worker is launched", pause_s=0.2)
        [worker] = workers(cluster)
        rows.leave(cluster.region, f"go/{run.run_id}")
        assert succeeded(airflow, run)
        ended = datetime.now(UTC)
        first = airflow.first_task(began)
        assert first is not None
        decided.append((worker["LaunchTime"] - began).total_seconds())
        booted_in.append((first - worker["LaunchTime"]).total_seconds())
        until(lambda: leaving(cluster), "it is to leave", pause_s=0.2)
        told = datetime.now(UTC)
        until(lambda: not workers(cluster), "it is gone", pause_s=0.2)
        chosen.append((told - ended).total_seconds())
        drained.append((datetime.now(UTC) - told).total_seconds())
    show(
        f"a group of nobody, {TIMES} times: median, worst",
        [
            (name, f"{median(times):.1f}, {max(times):.1f}")
            for name, times in {
                "from a run that is asked for to the launch": decided,
                "from the launch to the first task": booted_in,
                "from its end until the worker is to leave, 60 of cool-down": chosen,
                "from then until it is gone: what draining takes with no task": drained,
            }.items()
        ],
    )
