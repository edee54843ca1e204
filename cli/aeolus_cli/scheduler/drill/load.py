"""Work for a drill: runs of a DAG, one after the other."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aeolus_cli.dags.airflow_api import Airflow
from aeolus_cli.errors import UserError

EVERY_S = 2.0
ANSWER_S = 3.0
"""The entrance sends some requests to a machine that stands still until its health checks notice:
whoever waited for them would start no run meanwhile, and measure its own patience."""


@dataclass
class DagLoad:
    """Starts a run of a DAG every `EVERY_S`, and waits for no answer.

    The entrance may refuse it, or not answer while it still sends requests to who failed.
    """

    airflow: Airflow
    dag_id: str
    conf: dict[str, Any] = field(default_factory=dict)
    clock: Callable[[], float] = time.monotonic
    _next: float = field(default=0.0, init=False)

    def keep_up(self) -> None:
        """Start a run, if one is due."""
        if self.clock() < self._next:
            return
        self._next = self.clock() + EVERY_S
        threading.Thread(target=self._start, daemon=True).start()

    def _start(self) -> None:
        with suppress(UserError):
            self.airflow.trigger(self.dag_id, self.conf)

    def first_task(self, since: float) -> float | None:
        """Return when the first task began that was queued after `since`; None before that."""
        with suppress(UserError):
            began = self.airflow.first_task(datetime.fromtimestamp(since, UTC))
            return began.timestamp() if began else None
        return None
