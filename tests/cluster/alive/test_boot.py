"""All nodes have booted at once, on an empty database."""

from __future__ import annotations

import pytest

from support.cluster import Cluster, on_the_cluster

pytestmark = on_the_cluster


@pytest.fixture(scope="module")
def said(cluster: Cluster) -> list[str]:
    """What each master has said of the database."""
    journal = "journalctl --output=cat --unit=aeolus-migrate.service"
    return [cluster.inside(each, journal) for each in cluster.ids("master")]


def test_one_master_has_migrated_the_database(said: list[str]) -> None:
    assert len(said) == 2
    assert sum(each.count("the database is empty") for each in said) == 1


def test_the_other_has_found_it_as_it_should_be(said: list[str]) -> None:
    assert [each for each in said if "as it should" in each and "is empty" not in each] != []


def test_every_daemon_of_every_node_does_its_work(cluster: Cluster) -> None:
    seen = cluster.status()
    assert [each.told for each in seen] == ["healthy"] * 4
    daemons = {daemon.daemon for each in seen if each.report for daemon in each.report.daemons}
    assert {"api-server", "scheduler", "dag-processor", "triggerer", "worker"} <= daemons
