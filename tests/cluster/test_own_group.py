"""A group with packages and a zone of its own: its workers have them, and nobody else.

A boot of prod of its own, whose file differs.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml

from support import rows
from support.booted import booted
from support.cluster import Cluster, on_the_cluster, succeeded, triggered
from support.drift import unexpected_drift
from support.worker_groups import instances, seen

pytestmark = [*on_the_cluster, pytest.mark.long]

GROUP, ZONE = "heavy", "us-east-1c"


def of_its_own(text: str) -> str:
    """Return prod's file with a package and a zone for one group."""
    environment = yaml.safe_load(text)
    environment["workers"][GROUP] |= {
        "requirements": ["tinydb>=4,<5"],
        "availability_zones": [ZONE],
    }
    return yaml.safe_dump(environment, sort_keys=False)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with booted(tmp_path_factory.mktemp("own") / "project", of_its_own) as made:
        yield made


def test_its_tasks_find_the_package_and_no_others_do(cluster: Cluster) -> None:
    airflow = cluster.airflow()
    run = triggered(airflow, "installed")
    assert succeeded(airflow, run, 600)
    told = {row.key.rpartition("/")[2]: row.text for row in rows.of_run(cluster.region, run.run_id)}
    assert told == {"default": "not there", GROUP: "there"}


def test_its_workers_are_in_its_zone(cluster: Cluster) -> None:
    assert seen(cluster, GROUP)["AvailabilityZones"] == [ZONE]
    workers = {each["InstanceId"]: each for each in cluster.instances("worker")}
    found = {workers[each]["Placement"]["AvailabilityZone"] for each in instances(cluster, GROUP)}
    assert found == {ZONE}


def test_the_next_plan_is_clean(cluster: Cluster) -> None:
    assert unexpected_drift(cluster.target) == []
