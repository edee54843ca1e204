"""A group's maximum is changed while a task runs: its worker goes on, and the scheduler knows.

A boot of prod of its own, whose file is changed.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml

from aeolus_cli.target import ENVIRONMENTS
from aeolus_config.loading import find_environment
from aeolus_node.airflow_cfg import parallelism
from support import rows
from support.booted import booted
from support.cluster import NAME, Cluster, on_the_cluster, succeeded, triggered
from support.drift import unexpected_drift
from support.machines import until
from support.worker_groups import only_worker, seen

pytestmark = [*on_the_cluster, pytest.mark.long]

GROUP = "default"
TOLD = (
    "tr '\\0' '\\n' < /proc/$(systemctl show -P MainPID airflow-scheduler)/environ"
    " | sed -n s/^AIRFLOW__CORE__PARALLELISM=//p"
)
"""Prints what the scheduler of a machine was told; nothing where none runs."""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with booted(tmp_path_factory.mktemp("maximum") / "project") as made:
        yield made


def wanted(cluster: Cluster) -> int:
    """Return how many tasks the file lets run at a time."""
    number = parallelism(find_environment(NAME, cluster.project.root / ENVIRONMENTS))
    assert number is not None
    return number


def told(cluster: Cluster) -> set[int]:
    """Return what the schedulers that run were told."""
    said = {cluster.inside(each, TOLD) for each in cluster.ids("master")}
    return {int(each) for each in said if each}


def test_a_changed_maximum_replaces_masters_and_no_worker(cluster: Cluster) -> None:
    airflow = cluster.airflow()
    before, masters = wanted(cluster), set(cluster.ids("master"))
    assert told(cluster) == {before}
    run = triggered(airflow, "held")
    until(lambda: airflow.tasks(run).get("running") == 1, "it is at work")
    worker = only_worker(cluster, GROUP)

    file = cluster.project.root / ENVIRONMENTS / f"{NAME}.yaml"
    document = yaml.safe_load(file.read_text())
    document["workers"][GROUP]["max_size"] = 2
    file.write_text(yaml.safe_dump(document, sort_keys=False))
    assert wanted(cluster) > before
    cluster.run("sandbox", "up", NAME)
    assert seen(cluster, GROUP)["MaxSize"] == 2
    until(lambda: not masters & set(cluster.ids("master")), "masters are replaced", 1200)
    cluster.await_healthy(3, 900)

    until(lambda: told(cluster) == {wanted(cluster)}, "the scheduler knows of it")
    assert only_worker(cluster, GROUP) == worker
    rows.leave(cluster.region, f"go/{run.run_id}")
    # With no second try, as the DAG has none.
    assert succeeded(airflow, run)
    assert unexpected_drift(cluster.target) == []
