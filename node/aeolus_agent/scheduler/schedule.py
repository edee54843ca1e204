"""The command `schedule`: Airflow's scheduler, which has imported all it needs when it may begin.

Imports take seconds of a processor, and ten where others want it, too: time in which nobody
schedules. So a standby's scheduler is started beforehand, and waits. What it is to log in to the
metastore with is made when it may begin: until then Airflow has an address without a password.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from importlib import import_module

from aeolus_agent.places import SCHEDULER_CONN, SCHEDULER_CONN_ASYNC
from aeolus_agent.saying import ready, tell

from .allowance import allowed

LOOK_S = 0.05
READY = "stands by, and has imported Airflow"

_AS_LIBRARY = "_AIRFLOW__AS_LIBRARY"
"""With it `import airflow` leaves out `airflow.settings.initialize()`, which opens the metadata."""
_MODULES = (
    "airflow.__main__",
    "airflow.cli.commands.scheduler_command",
    "airflow.config_templates.airflow_local_settings",
    "airflow.sdk.execution_time.task_runner",
    "airflow.utils.db",
    "airflow.utils.serve_logs",
    "alembic.runtime.environment",
    "kombu.transport.redis",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.postgresql.psycopg2",
)
"""What a scheduler imports until its first task is sent, and imports in their turn."""


def run() -> int:
    """Get ready, wait until this master's scheduler may begin, and become it."""
    if not allowed():
        tell("stands by: imports Airflow")
    import_airflow()
    if not allowed():
        tell(READY)
    while not allowed():
        time.sleep(LOOK_S)
    tell("begins")
    ready()
    schedule()
    return 0


def import_airflow() -> None:
    """Import what a scheduler needs, and its executor; what this Airflow has not, it needs not."""
    os.environ[_AS_LIBRARY] = "1"
    for name in _MODULES:
        with suppress(ImportError):
            import_module(name)
    loader = import_module("airflow.executors.executor_loader")
    loader.ExecutorLoader.import_default_executor_cls()
    del os.environ[_AS_LIBRARY]


def schedule() -> None:
    """Do what `airflow scheduler` does, with what the fence has let in."""
    # Airflow asks the command whenever it looks for the option, and these before its file's.
    os.environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_CMD"] = f"cat {SCHEDULER_CONN}"
    os.environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC_CMD"] = f"cat {SCHEDULER_CONN_ASYNC}"
    import_module("airflow.settings").initialize()
    sys.argv = ["airflow", "scheduler"]
    import_module("airflow.__main__").main()
