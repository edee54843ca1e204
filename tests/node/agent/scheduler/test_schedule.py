"""A scheduler that stands by: it imports Airflow, and opens nothing until it may begin."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from aeolus_agent.scheduler import schedule
from aeolus_agent.scheduler.schedule import LOOK_S, READY, run

LIBRARY = "_AIRFLOW__AS_LIBRARY"
CONN = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_CMD"


@dataclass
class Airflow:
    """Notes what is done with it, and how its environment was then."""

    did: list[str] = field(default_factory=list)
    lacks: str = ""

    def module(self, name: str) -> SimpleNamespace:
        """Return a module of it."""
        if name == self.lacks:
            raise ImportError(name)
        if LIBRARY in os.environ:
            self.did.append(f"imports {name}")
        executors = SimpleNamespace(import_default_executor_cls=self.note("imports its executor"))
        return SimpleNamespace(
            ExecutorLoader=executors,
            initialize=self.note("opens the metastore"),
            main=self.note("runs"),
        )

    def note(self, what: str) -> Callable[[], None]:
        """Return what notes this."""
        as_library = " as a library"

        def noted() -> None:
            conn = os.environ.get(CONN, "nothing")
            self.did.append(f"{what}{as_library if LIBRARY in os.environ else f', by {conn}'}")

        return noted


@pytest.fixture
def airflow(monkeypatch: pytest.MonkeyPatch) -> Airflow:
    made = Airflow()
    monkeypatch.setattr(schedule, "import_module", made.module)
    monkeypatch.setattr(sys, "argv", ["-m", "schedule"])
    for name in (CONN, CONN.replace("_CMD", "_ASYNC_CMD")):
        # So that what is set is unset afterwards.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setattr(schedule, "ready", lambda: made.did.append("ready"))
    monkeypatch.setattr(schedule, "tell", made.did.append)
    return made


def test_it_imports_waits_and_only_then_opens_the_metastore(
    airflow: Airflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, waits = [False, False, False, True], list[float]()
    monkeypatch.setattr(schedule, "allowed", lambda: answers.pop(0))
    monkeypatch.setattr("time.sleep", waits.append)
    assert run() == 0
    assert airflow.did[0] == "stands by: imports Airflow"
    assert airflow.did[1] == "imports airflow.__main__"
    assert airflow.did[-6:] == [
        "imports its executor as a library",
        READY,
        "begins",
        "ready",
        "opens the metastore, by cat /run/aeolus/scheduler_sql_alchemy_conn",
        "runs, by cat /run/aeolus/scheduler_sql_alchemy_conn",
    ]
    assert waits == [LOOK_S]
    assert sys.argv == ["airflow", "scheduler"]


def test_one_that_may_begin_does_not_say_that_it_stands_by(
    airflow: Airflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "allowed", lambda: True)
    run()
    assert not any("stands by" in each for each in airflow.did)
    assert airflow.did.index("ready") < len(airflow.did) - 2


def test_a_module_that_an_airflow_has_not_is_not_missed(
    airflow: Airflow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "allowed", lambda: True)
    airflow.lacks = "alembic.runtime.environment"
    assert run() == 0
    assert airflow.did[-1].startswith("runs")
