"""Waiting: for a DAG that was only just pushed, and for a run to end."""

from __future__ import annotations

import time
from collections.abc import Callable
from difflib import get_close_matches
from typing import TypeVar

from aeolus_cli.errors import UserError

from .airflow_api import FINISHED, Airflow, Dag, Run
from .entrance import AwayError

APPEARS_SECONDS = 90
"""A push is seen within a minute; the rest is for a node that is busy."""
AWAY_SECONDS = 120
"""For so long nobody may answer: the database's failover takes up to two minutes."""
PAUSE_SECONDS = 2

Pause = Callable[[float], None]
T = TypeVar("T")


def known(
    airflow: Airflow,
    dag_id: str,
    *,
    version: str | None,
    patient: bool,
    pause: Pause = time.sleep,
) -> Dag:
    """Return a DAG, if `patient` once Airflow has read it in `version`, or will not any more.

    Any version will do where that is None. Raises UserError for a DAG that Airflow does not know.
    """

    def look() -> Dag | None:
        return _asked(lambda: airflow.dag(dag_id), pause) if patient else airflow.dag(dag_id)

    found = look()
    for _ in range(APPEARS_SECONDS // PAUSE_SECONDS if patient else 0):
        if found and version in (None, found.version):
            break
        pause(PAUSE_SECONDS)
        found = look()
    if found:
        return found
    ids, broken = airflow.dag_ids(), airflow.import_errors()
    near = get_close_matches(dag_id, ids, n=3) or ids[:10]
    raise UserError(
        f"Airflow knows no DAG {dag_id}" + (f"; it knows {', '.join(near)}" if near else ""),
        details=[f"cannot be imported: {each}" for each in broken],
        cure="" if patient else "what was pushed is seen within a minute: --wait waits for it",
    )


def finished(
    airflow: Airflow, run: Run, say: Callable[[str], None], *, pause: Pause = time.sleep
) -> Run:
    """Return a run once it has ended; `say` is told whenever something has changed.

    Raises AwayError when nobody has answered for two minutes.
    """
    last = ""

    def tell(line: str) -> None:
        nonlocal last
        if line != last:
            say(line)
            last = line

    while True:
        now = _asked(lambda: airflow.run(run), pause, tell)
        counts = _asked(lambda: airflow.tasks(run), pause, tell)
        told = ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))
        tell(f"{now.state}: {told}")
        if now.state in FINISHED:
            return now
        pause(PAUSE_SECONDS)


def _asked(ask: Callable[[], T], pause: Pause, tell: Callable[[str], object] = str) -> T:
    """Return an answer; nobody may give one for a while, of which `tell` is told."""
    for _ in range(AWAY_SECONDS // PAUSE_SECONDS):
        try:
            return ask()
        except AwayError as error:
            tell(f"{error.message}: trying again")
            pause(PAUSE_SECONDS)
    return ask()
