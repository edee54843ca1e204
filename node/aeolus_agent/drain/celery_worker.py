"""This node's Celery worker, as the broker leads to it (Celery, "Workers Guide")."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .decide import Seen

_ANSWER_S = 3.0


class CeleryWorker:
    """Asks one worker, and tells it what to take tasks of."""

    def __init__(self, connect: Callable[[], Any], name: str) -> None:
        """`connect` returns the control of a Celery application, by the password there is then.

        `name` is the worker's, as `celery@host`.
        """
        self._connect, self._name = connect, name
        self._control: Any = None

    def seen(self, *, runs: bool) -> Seen:
        """Return what it says; nothing where it does not, or where the broker cannot be reached.

        One whose unit does not run is not asked.
        """
        if not runs:
            return Seen(runs, None, None)
        try:
            inspect = self._reached().inspect(destination=[self._name], timeout=_ANSWER_S)
            said = inspect.active_queues(), inspect.active(), inspect.reserved()
        except Exception:  # of the transport, which names a dozen
            self._control = None
            return Seen(runs, None, None)
        answers = [each[self._name] for each in said if each and self._name in each]
        if len(answers) < len(said):
            return Seen(runs, None, None)
        queues, active, reserved = answers
        tasks = tuple(sorted(map(_name, [*active, *reserved])))
        return Seen(runs, frozenset(each["name"] for each in queues), tasks)

    def close(self, queues: Iterable[str]) -> None:
        """Let it take no task of these queues; what comes of it, the next look tells."""
        for queue in queues:
            try:
                self._reached().cancel_consumer(queue, destination=[self._name])
            except Exception:
                self._control = None
                return

    def _reached(self) -> Any:
        if self._control is None:
            self._control = self._connect()
        return self._control


def _name(request: Mapping[str, Any]) -> str:
    """Return what Airflow calls the task of a message: its only argument has that, as JSON."""
    try:
        task = json.loads(request["args"][0])["ti"]
        return f"{task['dag_id']}.{task['task_id']} of {task['run_id']}"
    except (KeyError, IndexError, TypeError, ValueError):
        return str(request.get("id", "a task without a name"))
