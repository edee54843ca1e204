"""A group follows its queue, from nobody and back; who works stays, whoever counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from aeolus_cli.dags.airflow_api import Run
from support import rows
from support.cluster import NAME, Cluster, on_the_cluster, succeeded, triggered
from support.machines import until
from support.worker_groups import bound, instances, seen

pytestmark = on_the_cluster

GROUP = "heavy"
MOST = 2
HERD = 40
MINE = "this master scales the workers"
SAID = "journalctl --unit=aeolus-scale --output=cat --no-pager | grep -E '^(this|another) master' "


@pytest.fixture(scope="module", autouse=True)
def free(cluster: Cluster) -> Iterator[None]:
    """Let the group have nobody, or a few; one again afterwards."""
    bound(cluster, GROUP, 0, MOST)
    yield
    bound(cluster, GROUP, 1, 1)
    cluster.await_healthy()


def readers(cluster: Cluster) -> list[str]:
    """Return the masters that last said that they scale the workers."""
    masters = cluster.ids("master")
    return [each for each in masters if cluster.inside(each, f"{SAID} | tail -1") == MINE]


def test_one_master_scales_the_workers(cluster: Cluster) -> None:
    until(lambda: len(readers(cluster)) == 1, "one master does")


def test_without_a_task_nobody_is_there(cluster: Cluster) -> None:
    until(lambda: instances(cluster, GROUP) == [], "the last one has left")
    assert seen(cluster, GROUP)["DesiredCapacity"] == 0


def test_a_herd_has_as_many_as_it_may_in_one_step_and_each_task_is_done_once(
    cluster: Cluster,
) -> None:
    run = triggered(cluster.airflow(), "herd")
    until(lambda: seen(cluster, GROUP)["DesiredCapacity"] == MOST, "as many as there may be")
    [reader] = readers(cluster)
    log = "journalctl --unit=aeolus-scale --output=cat --no-pager"
    grown = cluster.inside(reader, f"{log} | grep -o '^group heavy: . workers'").splitlines()
    assert grown == [f"group heavy: {MOST} workers"]
    assert succeeded(cluster.airflow(), run)
    assert [row.times for row in of(cluster, run)] == [1] * HERD


def test_who_works_stays_and_the_others_leave(cluster: Cluster) -> None:
    airflow = cluster.airflow()
    run = triggered(airflow, "kept")
    until(lambda: bool(of(cluster, run)), "it is at work")
    until(lambda: len(instances(cluster, GROUP)) == 1, "the others have left")
    rows.leave(cluster.region, f"go/{run.run_id}")
    assert succeeded(airflow, run)
    assert [row.times for row in of(cluster, run)] == [1]


def of(cluster: Cluster, run: Run) -> list[rows.Row]:
    """Return what the tries of a run have left."""
    return rows.of_run(cluster.region, run.run_id)


def test_when_the_reader_stands_still_another_master_goes_on(cluster: Cluster) -> None:
    [reader] = readers(cluster)
    cluster.inside(reader, "systemctl kill --signal=STOP aeolus-scale")
    try:
        until(lambda: len(readers(cluster)) == 2, "another reads")
        until(lambda: instances(cluster, GROUP) == [], "and sends the idle one away")
    finally:
        cluster.inside(reader, "systemctl kill --signal=CONT aeolus-scale")
    until(lambda: reader not in readers(cluster), "the first one sees that it is not it any more")


@pytest.mark.long
def test_a_group_that_is_held_keeps_its_worker_until_then_and_no_longer(cluster: Cluster) -> None:
    # By the minute, as people write it: two minutes at least, for a worker to come
    end = (datetime.now().astimezone() + timedelta(minutes=3)).replace(second=0, microsecond=0)
    cluster.run("workers", "scale", NAME, GROUP, "1", "--until", f"{end:%FT%R%z}", "--sandbox")
    until(lambda: holds(cluster) == [{"workers": 1, "until": end.isoformat()}], "it has a worker")
    until(lambda: instances(cluster, GROUP) == [], "it has left, with nothing to do")
    assert datetime.now(UTC) >= end


def holds(cluster: Cluster) -> list[Any]:
    """Return the hold of each worker that the group has, as `aeolus workers list` shows it."""
    return [each["hold"] for each in cluster.workers() if each["group"] == GROUP]
