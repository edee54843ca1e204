"""One task that does nothing: for whoever wants to know when the next one starts."""

from __future__ import annotations

from airflow.sdk import DAG, task


def nothing() -> None:
    """Do nothing."""


with DAG("tick", schedule=None, is_paused_upon_creation=False, max_active_runs=1000):
    task(nothing)()
