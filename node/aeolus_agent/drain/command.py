"""The command `drain`: no task any more, wait for those that run, and stop the worker."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aeolus_agent import places
from aeolus_agent.credentials.compose import Credential
from aeolus_agent.credentials.store import Store
from aeolus_agent.files import replace
from aeolus_agent.install.roles import WORKER
from aeolus_agent.saying import say
from aeolus_agent.systemd import Systemctl, Systemd

from .celery_worker import CeleryWorker
from .decide import Step, decide

LOOK_S = 2.0
LEAVING = Path("/run/systemd/system") / f"{WORKER}.d/leaving.conf"
"""In memory: a reboot brings the worker back."""
ONCE = """# Of a worker that is to leave: one that ends meanwhile is not started again.
[Service]
Restart=no
"""


def run() -> int:
    """Return, with exit status 0, when this node's worker is stopped and no task was."""
    worker, systemd = last_tasks()
    drain(worker, systemd, say, time.sleep)
    return 0


def last_tasks() -> tuple[CeleryWorker, Systemctl]:
    """Return this node's worker, which systemd does not start again from now on."""
    systemd = Systemctl()
    replace(LEAVING, ONCE)
    systemd.reload()
    return CeleryWorker(_control, f"celery@{socket.gethostname()}"), systemd


def _control() -> Any:
    from celery import Celery

    url = Store(places.CREDENTIALS).must_read(Credential.BROKER_URL)
    return Celery(broker=url, set_as_current=False).control


def drain(
    worker: CeleryWorker,
    systemd: Systemd,
    say: Callable[[str], None],
    pause: Callable[[float], None],
) -> None:
    """Drain a worker, however long its tasks take, and stop its unit; say what changes."""
    quiet, said = 0, ""
    while True:
        runs = systemd.units([WORKER])[WORKER].state in ("active", "activating", "reloading")
        seen = worker.seen(runs=runs)
        step, quiet, why = decide(seen, quiet)
        if why != said:
            said = why
            say(f"{step}: {why}")
        if step is Step.STOP:
            systemd.stop([WORKER])
            return
        if step is Step.CLOSE:
            worker.close(sorted(seen.queues or ()))
        pause(LOOK_S)
