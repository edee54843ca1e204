"""A task of the heavy queue that does not end while a run has not been told to go on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import DAG, get_current_context, task

import row


def keep() -> None:
    """Leave a row for each try, and wait until this run may go on."""
    context: Any = get_current_context()
    row.leave(f"{context['run_id']}/try-{context['ti'].try_number}", "tried")
    row.await_left(f"go/{context['run_id']}")


with DAG("kept", schedule=None, is_paused_upon_creation=False):
    task(keep, queue="heavy", retries=1, retry_delay=timedelta(seconds=1))()
