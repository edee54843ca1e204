"""Workers are listed with what they do, and what they did becomes a trace."""

from __future__ import annotations

import json
from pathlib import Path

from support import rows
from support.cluster import NAME, Cluster, on_the_cluster, succeeded, triggered
from support.machines import until

pytestmark = on_the_cluster


def test_each_worker_is_there_and_one_has_the_task_that_runs(cluster: Cluster) -> None:
    assert {each["instance"] for each in cluster.workers()} == set(cluster.ids("worker"))
    assert {(each["group"], each["state"], each["healthy"]) for each in cluster.workers()} == {
        ("default", "InService", True),
        ("heavy", "InService", True),
    }
    run = triggered(cluster.airflow(), "held")
    until(lambda: sum(each["used"] for each in cluster.workers()) == 1, "it is at work")
    rows.leave(cluster.region, f"go/{run.run_id}")
    assert succeeded(cluster.airflow(), run)


def test_what_ran_can_be_simulated(cluster: Cluster, tmp_path: Path) -> None:
    told = cluster.run("workers", "trace", NAME, "--sandbox")
    file = tmp_path / "trace.csv"
    file.write_text("".join(f"{line}\n" for line in told.splitlines() if "," in line))
    found = json.loads(
        cluster.run(
            "workers", "simulate", NAME, "--trace", str(file), "--group", "default", "--json"
        )
    )
    assert found["tasks"] > 0
