"""A zone loses its power, with a master in it: what goes on elsewhere, and what comes back."""

from __future__ import annotations

import pytest

from aeolus_sandbox.supervisor.seen import Fault
from support import rows
from support.cluster import Cluster, on_the_cluster, succeeded, triggered
from support.machines import until

pytestmark = on_the_cluster


def zones(cluster: Cluster, role: str) -> set[str]:
    """Return the zones that the instances of a role are in."""
    return {each["Placement"]["AvailabilityZone"] for each in cluster.instances(role)}


@pytest.fixture(scope="module")
def zone(cluster: Cluster) -> str:
    """A zone with a master and no worker in it."""
    [found, *_] = sorted(zones(cluster, "master") - zones(cluster, "worker"))
    return found


def test_no_task_is_lost_and_another_master_comes(cluster: Cluster, zone: str) -> None:
    airflow, before = cluster.airflow(), set(cluster.ids("master"))
    run = triggered(airflow, "rows", seconds=5)
    until(lambda: len(rows.of_run(cluster.region, run.run_id)) > 5, "tasks are at work")
    with cluster.without_grace():
        told = cluster.run("sandbox", "fail-az", zone)
        until(lambda: len(set(cluster.ids("master")) - before) == 1, "a new master")
    for hit in ("instance i-", "NAT gateway nat-", "load balancer node lb-"):
        assert hit in told
    assert succeeded(airflow, run, 600)
    done = rows.of_run(cluster.region, run.run_id)
    assert len(done) == 60
    assert {row.times for row in done} == {1}


def test_with_the_zones_power_all_is_as_before(cluster: Cluster, zone: str) -> None:
    for node in cluster.region.nodes():
        if (node.kind, node.zone) == ("NAT gateway", zone):
            cluster.region.befall(Fault.THAW, node.id)
    cluster.await_healthy()
