"""On each queue a task that tells what is installed where it runs."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from airflow.sdk import DAG, get_current_context, task

import row

PACKAGE = "tinydb"
"""Of no node, but of the workers of a group that asks for it."""


def tell(queue: str) -> None:
    """Leave a row that says whether the package is there."""
    context: Any = get_current_context()
    found = "there" if find_spec(PACKAGE) else "not there"
    row.leave(f"{context['run_id']}/{queue}", found)


with DAG("installed", schedule=None, is_paused_upon_creation=False):
    for name in ("default", "heavy"):
        task(tell, task_id=f"tell_{name}", queue=name)(name)
