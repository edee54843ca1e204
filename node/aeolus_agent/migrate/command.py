"""The command `migrate`, before a master's daemons."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from aeolus_agent import places
from aeolus_agent.database import MIGRATION_LOCK, Session, locked
from aeolus_agent.description import NodeDescription
from aeolus_agent.insist import NotYetError, insist_aloud
from aeolus_agent.saying import tell

from .decide import Action, Ours, decide
from .find import find
from .results import make_result_backend
from .revisions import of_airflow

_POLL_S = 1.0


def run() -> int:
    """Return, with exit status 0, when the database is as this node's Airflow wants it."""
    node = NodeDescription.loads(places.NODE.read_text())
    ours = Ours(node.airflow_version, *of_airflow())

    insist_aloud(lambda: _attempt(node, ours, tell))
    return 0


def _attempt(node: NodeDescription, ours: Ours, tell: Callable[[str], None]) -> None:
    session = Session(_credential("sql_alchemy_conn"))
    try:
        if not locked(session, MIGRATION_LOCK):
            tell("waiting for another master, which prepares the database")
            while not locked(session, MIGRATION_LOCK):
                time.sleep(_POLL_S)
        decision = decide(find(session), ours)
        if decision.action is Action.REFUSE:
            raise NotYetError(decision.reason)
        tell(decision.reason)
        if decision.action is Action.PREPARE:
            _prepare()
        make_result_backend(
            session, node.metastore, node.result_backend, _credential("result_backend_password")
        )
    finally:
        session.close()


def _prepare() -> None:
    """Let Airflow do its part, in a process of its own: it takes memory, and may exit."""
    quiet = {
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
        "AIRFLOW__LOGGING__FAB_LOGGING_LEVEL": "WARNING",
    }
    done = subprocess.run(
        [sys.executable, "-m", "aeolus_agent", "prepare-metadata"], env=os.environ | quiet
    )
    if done.returncode:
        raise NotYetError(f"Airflow could not migrate, with exit status {done.returncode}")


def _credential(name: str) -> str:
    return (Path(os.environ["CREDENTIALS_DIRECTORY"]) / name).read_text()
