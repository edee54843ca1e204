"""Forty tasks of the heavy queue, all at once, that leave a row each."""

from __future__ import annotations

from typing import Any

from airflow.sdk import DAG, get_current_context, task

import row

TASKS = 40


def leave_row(number: int) -> None:
    """Leave a row."""
    context: Any = get_current_context()
    row.leave(f"{context['run_id']}/{number}", "herd")


with DAG("herd", schedule=None, is_paused_upon_creation=False, max_active_tasks=TASKS):
    task(leave_row, queue="heavy").expand(number=list(range(TASKS)))
