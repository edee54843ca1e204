"""A worker boots while all that it needs is away: it says what, and goes on when that is back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aeolus_sandbox.supervisor.seen import Fault
from support.cluster import Cluster, on_the_cluster
from support.machines import until
from support.obstacles import (
    Obstacles,
    bucket_is_shut,
    bundle_is_corrupt,
    database_is_down,
    no_way_out,
    obstacles_of,
)

pytestmark = [*on_the_cluster, pytest.mark.long]

DOWN = "the metastore cannot be reached"


@pytest.fixture(scope="module")
def obstacles(cluster: Cluster) -> Iterator[Obstacles]:
    """All but one at once; each test takes one away, in the order that a boot comes to them."""
    with obstacles_of(cluster) as made:
        made.put(no_way_out)
        made.put(bundle_is_corrupt)
        made.put(bucket_is_shut)
        yield made


@pytest.fixture(scope="module")
def worker(cluster: Cluster, obstacles: Obstacles) -> str:
    """A worker that was launched then."""
    before = set(cluster.ids("worker"))
    autoscaling = cluster.region.client("autoscaling")
    group = f"aeolus-{cluster.region.name}-worker_default"
    autoscaling.update_auto_scaling_group(
        AutoScalingGroupName=group, MinSize=2, MaxSize=2, DesiredCapacity=2
    )
    until(lambda: len(set(cluster.ids("worker")) - before) == 1, "a worker is launched")
    [launched] = set(cluster.ids("worker")) - before
    return launched


def test_it_says_that_the_bucket_is_shut(
    cluster: Cluster, obstacles: Obstacles, worker: str
) -> None:
    cluster.await_said(worker, "cannot fetch s3://")
    obstacles.take(bucket_is_shut)


def test_it_says_that_the_bundle_is_not_the_one(
    cluster: Cluster, obstacles: Obstacles, worker: str
) -> None:
    cluster.await_said(worker, "its SHA-256 is")
    obstacles.take(bundle_is_corrupt)


def test_it_says_that_secrets_cannot_be_read(
    cluster: Cluster, obstacles: Obstacles, worker: str
) -> None:
    cluster.await_said(worker, "cannot be read (arn:aws:secretsmanager:")
    obstacles.put(database_is_down)
    obstacles.take(no_way_out)


def test_it_says_that_the_database_is_down_and_so_does_a_master(
    cluster: Cluster, obstacles: Obstacles, worker: str
) -> None:
    master = cluster.ids("master")[0]
    before = cluster.console(master).count(DOWN)
    cluster.region.befall(Fault.REBOOT, master)
    until(lambda: cluster.console(master).count(DOWN) > before, f"{master} says it")
    cluster.await_said(worker, DOWN)
    obstacles.take(database_is_down)


def test_all_nodes_work_when_nothing_is_in_the_way(cluster: Cluster, worker: str) -> None:
    cluster.await_healthy(5, 600)
    assert worker in cluster.ids("worker")
