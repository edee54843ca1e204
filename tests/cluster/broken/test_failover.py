"""Broker and database fail over while sixty tasks are at work: each is done, and done once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aeolus_sandbox.supervisor.seen import Fault
from support import rows
from support.cluster import Cluster, on_the_cluster, succeeded, triggered
from support.machines import until

pytestmark = [*on_the_cluster, pytest.mark.long]


def broker(cluster: Cluster) -> str:
    """Return the member of the broker that is its primary."""
    elasticache = cluster.region.client("elasticache")
    [group] = elasticache.describe_replication_groups()["ReplicationGroups"]
    members = group["NodeGroups"][0]["NodeGroupMembers"]
    [found] = [each["CacheClusterId"] for each in members if each["CurrentRole"] == "primary"]
    return str(found)


def metastore(cluster: Cluster) -> str:
    """Return the zone that the database is in."""
    [database] = cluster.region.client("rds").describe_db_instances()["DBInstances"]
    return str(database["AvailabilityZone"])


@pytest.mark.parametrize(
    ("node", "place"),
    [("aeolus-prod-broker-001", broker), ("aeolus-prod-metastore", metastore)],
    ids=["broker", "metastore"],
)
def test_no_task_is_lost_or_done_twice(
    cluster: Cluster, node: str, place: Callable[[Cluster], str]
) -> None:
    airflow, before = cluster.airflow(), place(cluster)
    run = triggered(airflow, "rows", seconds=5)
    until(lambda: len(rows.of_run(cluster.region, run.run_id)) > 5, "tasks are at work")
    cluster.region.befall(Fault.FAIL_OVER, node)
    until(lambda: place(cluster) != before, f"{node} has failed over")
    assert succeeded(airflow, run, 600), airflow.tasks(run)
    done = rows.of_run(cluster.region, run.run_id)
    assert len(done) == 60
    assert {row.times for row in done} == {1}
    cluster.await_healthy()
