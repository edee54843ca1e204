"""The example DAG of an embedded region: pushed where nothing was, and run to its end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from aeolus_cli.dags.airflow_api import Airflow
from aeolus_cli.dags.bucket import DagBucket
from aeolus_cli.dags.folder import read_folder
from aeolus_cli.dags.follow import finished, known
from aeolus_cli.dags.upload import push_folder
from aeolus_cli.errors import UserError

FOLDER = Path("examples/dags")
DAG = "example"


def push_example(project: Path, bucket: DagBucket, console: Console) -> bool:
    """Push the example of `project` if there are no DAGs yet; return whether it was."""
    if bucket.current():
        return False
    pushed = push_folder(read_folder(project / FOLDER), bucket, console)
    console.print(f"\n{FOLDER} is pushed: version {pushed.version}", highlight=False)
    return True


def run_example(airflow: Airflow, say: Callable[[str], None]) -> None:
    """Run the example, as a user would. Raises UserError unless it succeeds."""
    known(airflow, DAG, version=None, patient=True)
    run = finished(airflow, airflow.trigger(DAG, {}), say)
    if run.state != "success":
        raise UserError(
            f"{DAG} ended as {run.state}: run {run.run_id}",
            cure="the UI shows the tasks' logs; aeolus sandbox status, how the workers are",
        )
