"""Sixty tasks over two groups of workers, each of which leaves a row outside Airflow."""

from __future__ import annotations

import pytest

from aeolus_tags import GROUP_TAG
from support import rows
from support.cluster import Cluster, on_the_cluster, succeeded, triggered
from support.rows import Row

pytestmark = on_the_cluster


@pytest.fixture(scope="module")
def left(cluster: Cluster) -> list[Row]:
    """What the tasks of one run have left, which was started by the REST API with a login."""
    airflow = cluster.airflow()
    run = triggered(airflow, "rows")
    assert succeeded(airflow, run), airflow.tasks(run)
    return rows.of_run(cluster.region, run.run_id)


def test_each_task_ran_exactly_once(left: list[Row]) -> None:
    assert len({row.key for row in left}) == 60
    assert {row.times for row in left} == {1}


@pytest.mark.parametrize("group", ["default", "heavy"])
def test_a_group_did_what_is_in_its_queue_and_nothing_else(
    cluster: Cluster, left: list[Row], group: str
) -> None:
    hosts = {
        each["PrivateDnsName"].partition(".")[0]
        for each in cluster.instances("worker")
        if {"Key": GROUP_TAG, "Value": group} in each["Tags"]
    }
    done = [row for row in left if row.host in hosts]
    assert len(done) == 30
    assert {row.text for row in done} == {group}
