"""What ran becomes a trace that the simulation reads."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aeolus_cli.dags.airflow_api import Airflow
from aeolus_cli.workers.simulation.traces import Task
from aeolus_cli.workers.simulation.traces import trace as read
from aeolus_cli.workers.trace import write
from support.fake_airflow import FakeAirflow

BEGAN = datetime(2026, 3, 1, 12, tzinfo=UTC)


def task(number: int, **changes: Any) -> dict[str, Any]:
    queued = BEGAN + timedelta(seconds=number)
    return {
        "hostname": f"host-{number % 2}",
        "dag_id": "etl",
        "task_id": "load",
        "dag_run_id": f"run-{number}",
        "queue": "default",
        "queued_when": queued.isoformat(),
        "start_date": queued.isoformat(),
        "end_date": (queued + timedelta(seconds=2)).isoformat(),
        "duration": 2.0,
        **changes,
    }


def test_every_page_is_asked_for(server: FakeAirflow, airflow: Airflow) -> None:
    server.tasks = [task(number) for number in range(250)]
    found = airflow.running()
    assert len(found) == 250
    assert found[3] == ("host-1", "etl.load of run-3")
    pages = [path for _, path, _, _ in server.asked if "state=running" in path]
    assert [path.rpartition("offset=")[2] for path in pages] == ["0", "100", "200"]


def test_what_has_not_run_to_its_end_is_none_of_it(server: FakeAirflow, airflow: Airflow) -> None:
    server.tasks = [
        task(0),
        task(1, end_date=None),
        task(2, duration=None),
        task(3, queued_when=None),
        task(4, queue="heavy", duration=90.5),
    ]
    found = list(airflow.ran(BEGAN))
    assert [(each.seconds, each.queue) for each in found] == [(2.0, "default"), (90.5, "heavy")]
    asked = server.asked[-1][1]
    assert "start_date_gte=2026-03-01T12%3A00%3A00%2B00%3A00" in asked


def test_the_simulation_reads_what_is_written(
    server: FakeAirflow, airflow: Airflow, tmp_path: Path
) -> None:
    server.tasks = [task(0), task(30, duration=1.25), task(60, queue="heavy")]
    out = io.StringIO()
    assert write(airflow.ran(BEGAN), out) == 3
    file = tmp_path / "trace.csv"
    file.write_text(out.getvalue())
    found = read(str(file), {"default"}, 0)
    assert found.tasks == [Task(0.0, 2.0), Task(30.0, 1.25)]
    assert found.begins.dated
