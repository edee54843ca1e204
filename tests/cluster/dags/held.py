"""A run that is held in its midst, and then tells which word is in a file beside it."""

from __future__ import annotations

from typing import Any

from airflow.sdk import DAG, get_current_context, task

import row


def hold() -> None:
    """Wait until this run may go on."""
    context: Any = get_current_context()
    row.await_left(f"go/{context['run_id']}")


def tell() -> None:
    """Leave the word, as it is where this task runs."""
    import word

    context: Any = get_current_context()
    row.leave(f"{context['run_id']}/word", word.WORD)


with DAG("held", schedule=None, is_paused_upon_creation=False):
    task(hold)() >> task(tell)()
