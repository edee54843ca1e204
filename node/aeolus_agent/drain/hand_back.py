"""Tasks that cannot end here go back to Airflow at once, which has them tried again elsewhere.

A task runs in a process under its supervisor. TERM calls the task's `on_kill`, which need not end
it; when the process ends by a signal the supervisor tells Airflow so. Killed with its supervisor,
or with its machine, a task counts as running until it has missed heartbeats for minutes.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

RUNNER = "airflow worker -- "
"""How a process that runs a task calls itself (Airflow's Task SDK, `task_runner.py`)."""
TERM_S = 10.0
"""For `on_kill`."""
LOOK_S = 0.5
_PROC = Path("/proc")


def runners(proc: Path = _PROC) -> list[int]:
    """Return the processes that run a task on this machine."""
    found = []
    for process in proc.iterdir():
        if process.name.isdecimal():
            with suppress(OSError):  # it has ended
                if (process / "cmdline").read_bytes().startswith(RUNNER.encode()):
                    found.append(int(process.name))
    return sorted(found)


def hand_back(pause: Callable[[float], None]) -> None:
    """Tell each task that runs here to end, and end those that have not after ten seconds."""
    told = runners()
    _send(told, signal.SIGTERM)
    waited = 0.0
    while set(told) & set(runners()) and waited < TERM_S:
        pause(LOOK_S)
        waited += LOOK_S
    _send(runners(), signal.SIGKILL)


def _send(processes: list[int], number: signal.Signals) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, number)
