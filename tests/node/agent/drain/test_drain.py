"""The worker is told once and again, waited for, and stopped; what is broken is waited for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aeolus_agent.drain.celery_worker import CeleryWorker
from aeolus_agent.drain.command import LOOK_S, drain
from aeolus_agent.drain.decide import Seen
from aeolus_agent.insist import NotYetError
from aeolus_agent.install.roles import WORKER
from support.toy_systemd import ToySystemd

ME = "celery@here"


def message(number: int) -> dict[str, Any]:
    """Return a message of Airflow's as Celery lists it."""
    ti = {"dag_id": "etl", "task_id": f"load_{number}", "run_id": "monday"}
    return {"id": str(number), "args": [json.dumps({"token": "secret", "ti": ti})]}


class Control:
    """Celery's, with one worker that takes tasks of queues, and ends one at each look."""

    def __init__(self, *queues: str, tasks: int = 0, held: int = 0) -> None:
        self.queues, self.running, self.held = list(queues), tasks, held
        self.away, self.connects_anew = 0, False
        self.told: list[tuple[str, list[str]]] = []

    def inspect(self, destination: list[str], timeout: float) -> Control:
        assert destination == [ME]
        if self.away:
            self.away -= 1
            raise ConnectionError("the broker is away")
        return self

    def active_queues(self) -> dict[str, Any]:
        return {ME: [{"name": each} for each in self.queues]}

    def active(self) -> dict[str, Any]:
        now, self.running = self.running, max(0, self.running - 1)
        return {ME: [message(number) for number in range(now)]}

    def reserved(self) -> dict[str, Any]:
        now, self.held = self.held, 0
        return {ME: [message(number) for number in range(now)]}

    def cancel_consumer(self, queue: str, destination: list[str]) -> None:
        self.told.append((queue, destination))
        if self.connects_anew:
            self.connects_anew = False
            raise ConnectionError("it has connected anew")
        self.queues.remove(queue)


@pytest.fixture
def systemd() -> ToySystemd:
    made = ToySystemd()
    made.has(WORKER)
    return made


def drained(control: Control, systemd: ToySystemd) -> tuple[list[str], int]:
    """Return what was said, and how often it was waited."""
    said, pauses = list[str](), list[float]()
    drain(CeleryWorker(lambda: control, ME), systemd, said.append, pauses.append)
    assert set(pauses) <= {LOOK_S}
    assert systemd.told == [f"stop {WORKER}"]
    return said, len(pauses)


def test_it_takes_none_of_its_queues_ends_what_it_has_and_is_stopped(systemd: ToySystemd) -> None:
    control = Control("default", "reports", tasks=3, held=1)
    said, _ = drained(control, systemd)
    assert control.told == [("default", [ME]), ("reports", [ME])]
    assert said == [
        "close: it takes tasks of default, reports",
        "wait: it has 2 tasks",
        "wait: it has 1 task",
        "wait: it has no task",
        "stop: it has had no task twice",
    ]


def test_one_that_takes_tasks_again_is_told_again(systemd: ToySystemd) -> None:
    control = Control("default")
    control.connects_anew = True
    drained(control, systemd)
    assert len(control.told) == 2


def test_a_broker_that_is_away_is_waited_for(systemd: ToySystemd) -> None:
    control = Control("default")
    control.away = 5
    said, pauses = drained(control, systemd)
    assert said[0] == "wait: the worker does not answer"
    assert pauses > 5


def test_one_that_does_not_run_has_left_already(systemd: ToySystemd) -> None:
    systemd.has(WORKER, "failed", "failed")
    control = Control("default", tasks=1)
    assert drained(control, systemd) == (["stop: the worker does not run"], 0)
    assert control.told == []


def test_one_that_says_nothing_is_not_taken_for_idle() -> None:
    class Silent(Control):
        def active(self) -> dict[str, Any]:
            return {}

    worker = CeleryWorker(lambda: Silent("default"), ME)
    assert worker.seen(runs=True) == Seen(True, None, None)


def test_tasks_are_named_as_airflow_names_them_and_their_tokens_are_not_told() -> None:
    seen = CeleryWorker(lambda: Control("default", tasks=2), ME).seen(runs=True)
    assert seen.tasks == ("etl.load_0 of monday", "etl.load_1 of monday")


@pytest.mark.parametrize("args", [[], ["no json"], ["{}"], [None], ['{"ti": 1}']])
def test_one_that_is_not_airflows_goes_by_its_id(args: list[Any]) -> None:
    class Strange(Control):
        def active(self) -> dict[str, Any]:
            return {ME: [{"id": "abc", "args": args}]}

    assert CeleryWorker(lambda: Strange("default"), ME).seen(runs=True).tasks == ("abc",)


def test_who_cannot_be_reached_is_asked_anew_by_the_password_there_is_then() -> None:
    control, connected = Control("default"), list[int]()

    def connect() -> Control:
        connected.append(1)
        return control

    worker = CeleryWorker(connect, ME)
    worker.seen(runs=True)
    worker.seen(runs=True)
    assert len(connected) == 1
    control.away = 1
    assert worker.seen(runs=True).queues is None
    assert worker.seen(runs=True).queues == frozenset({"default"})
    assert len(connected) == 2


def test_one_that_never_started_leaves_without_a_password_for_the_broker(
    systemd: ToySystemd,
) -> None:
    def none_yet() -> Control:
        raise NotYetError("there is no credential broker_url yet")

    systemd.has(WORKER, "inactive", "dead")
    drain(CeleryWorker(none_yet, ME), systemd, print, lambda _seconds: None)
    assert systemd.told == [f"stop {WORKER}"]
