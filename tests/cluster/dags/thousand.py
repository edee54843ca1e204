"""A thousand tasks, half of them on either queue, all at once, that leave a row each."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from airflow.sdk import DAG, get_current_context, task

import row

EACH = 500


def leave_row(number: int, queue: str) -> None:
    """Take a moment, some longer than others, then leave a row that tells which try it was."""
    context: Any = get_current_context()
    time.sleep(number % 5)
    row.leave(f"{context['run_id']}/{queue}/{number}", str(context["ti"].try_number))


with DAG(
    "thousand",
    schedule=None,
    is_paused_upon_creation=False,
    max_active_tasks=2 * EACH,
    default_args={"retries": 3, "retry_delay": timedelta(seconds=1)},
):
    for name in ("default", "heavy"):
        leave = task(leave_row, task_id=f"leave_{name}", queue=name)
        leave.partial(queue=name).expand(number=list(range(EACH)))
