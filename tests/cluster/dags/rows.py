"""Sixty tasks, or thirty, half of them on either queue, that leave a row each."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from airflow.sdk import DAG, Param, get_current_context, task

import row


def leave_row(number: int, queue: str) -> None:
    """Take the time that the run asks for, then leave a row."""
    context: Any = get_current_context()
    time.sleep(context["params"]["seconds"])
    row.leave(f"{context['run_id']}/{queue}/{number}", queue)


def rows(dag_id: str, each: int) -> DAG:
    """Return a DAG with so many tasks on either queue."""
    with DAG(
        dag_id,
        schedule=None,
        is_paused_upon_creation=False,
        params={"seconds": Param(0, type="number", minimum=0)},
        default_args={"retries": 3, "retry_delay": timedelta(seconds=1)},
    ) as dag:
        for name in ("default", "heavy"):
            leave = task(leave_row, task_id=f"leave_{name}", queue=name)
            leave.partial(queue=name).expand(number=list(range(each)))
    return dag


SIXTY, THIRTY = rows("rows", 30), rows("drill", 15)
