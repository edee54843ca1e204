"""The example DAG that a new embedded region runs."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from aeolus_cli.dags.airflow_api import Airflow
from aeolus_cli.dags.bucket import DagBucket
from aeolus_cli.errors import UserError
from aeolus_cli.sandbox.example import DAG, FOLDER, push_example, run_example
from support.dag_folders import BUCKET, bucket_in_memory
from support.fake_airflow import RUN_ID, FakeAirflow

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def bucket() -> Iterator[DagBucket]:
    with bucket_in_memory() as s3:
        yield DagBucket(s3, bucket=BUCKET, prefix="dags")


@pytest.fixture
def console() -> Console:
    return Console(file=io.StringIO(), width=200)


def test_the_shipped_example_is_pushed_where_no_dags_are(
    bucket: DagBucket, console: Console
) -> None:
    assert push_example(ROOT, bucket, console)
    current = bucket.current()
    assert current is not None
    paths = {entry.path for entry in bucket.manifest(current.version).entries}
    assert "example.py" in paths
    assert f'dag_id="{DAG}"' in (ROOT / FOLDER / "example.py").read_text()


def test_dags_that_are_there_are_left_alone(bucket: DagBucket, console: Console) -> None:
    push_example(ROOT, bucket, console)
    before = bucket.current()
    assert not push_example(ROOT, bucket, console)
    assert bucket.current() == before


def test_it_is_run_to_its_end_and_every_change_is_told(
    server: FakeAirflow, airflow: Airflow
) -> None:
    server.states = ["success"]
    lines: list[str] = []
    run_example(airflow, lines.append)
    assert lines == ["success: 2 success, 1 waiting"]


def test_a_run_that_fails_is_told(server: FakeAirflow, airflow: Airflow) -> None:
    server.states = ["failed"]
    with pytest.raises(UserError, match=f"example ended as failed: run {RUN_ID[:10]}"):
        run_example(airflow, lambda _: None)
