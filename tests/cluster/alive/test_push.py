"""A push of DAGs to nodes that run: all of it, or nothing of it, and not under a run's feet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aeolus_cli.dags.follow import known
from aeolus_cli.dags.place import dag_bucket
from support import rows
from support.cluster import DAGS, NAME, Cluster, on_the_cluster, succeeded
from support.machines import until
from support.project import kill_tree, suspend_tree, wait_until

pytestmark = on_the_cluster

NEW = """
from airflow.sdk import DAG, task

def say():
    print("it is new")

with DAG("new", schedule=None, is_paused_upon_creation=False):
    task(say)()
"""
BROKEN = "raise RuntimeError('as if somebody had pushed this by mistake')"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The DAGs that are there, to be changed."""
    return Path(shutil.copytree(DAGS, tmp_path / "dags"))


def test_a_new_dag_runs_and_one_that_is_broken_beside_it_is_told(
    cluster: Cluster, folder: Path
) -> None:
    (folder / "new.py").write_text(NEW)
    (folder / "broken.py").write_text(f"from airflow.sdk import DAG\n{BROKEN}\n")
    version, airflow = cluster.push(folder), cluster.airflow()
    assert known(airflow, "new", version=version, patient=True).version == version
    assert succeeded(airflow, airflow.trigger("new", {}))

    until(lambda: bool(airflow.import_errors()), "the broken one is read, too")
    # One process reads DAGs: of two, one would tell of a new DAG that it "already exists".
    [told] = airflow.import_errors()
    assert told.startswith("broken.py: RuntimeError: as if somebody")


def test_a_pusher_killed_half_way_has_changed_nothing(cluster: Cluster, folder: Path) -> None:
    for number in range(3000):
        (folder / f"part_{number}.txt").write_text(f"{number}")
    bucket, s3 = dag_bucket(cluster.target), cluster.region.client("s3")
    before = bucket.current()

    def uploaded() -> int:
        pages = s3.get_paginator("list_objects_v2").paginate(
            Bucket=bucket.name, Prefix=bucket.keys.objects
        )
        return sum(page["KeyCount"] for page in pages)

    held = uploaded()
    with cluster.project.start("dags", "push", NAME, str(folder), "--sandbox") as pusher:
        wait_until(lambda: uploaded() > held, pusher)
        suspend_tree(pusher)
        half = uploaded() - held
        kill_tree(pusher)
    assert 0 < half < 3000
    assert bucket.current() == before


def test_a_run_that_has_begun_keeps_its_version(cluster: Cluster, folder: Path) -> None:
    airflow = cluster.airflow()
    first = known(airflow, "held", version=cluster.push(folder), patient=True).version
    old = airflow.trigger("held", {})
    word = folder / "word.py"
    word.write_text(word.read_text().replace("first", "second"))
    second = known(airflow, "held", version=cluster.push(folder), patient=True).version
    new = airflow.trigger("held", {})
    for run in (old, new):
        rows.leave(cluster.region, f"go/{run.run_id}")
        assert succeeded(airflow, run)
    assert (airflow.run(old).version, airflow.run(new).version) == (first, second)
    told = [rows.of_run(cluster.region, run.run_id)[0].text for run in (old, new)]
    assert told == ["first", "second"]
