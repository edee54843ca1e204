"""Nothing is stopped while a task is on its way; if it is not, the schedulers go on."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_cli.dags.airflow_api import ON_THEIR_WAY, Airflow
from aeolus_cli.errors import UserError
from aeolus_cli.hibernation.idle import Idleness
from support.fake_airflow import FakeAirflow

TASK = "etl.load of run-1 (running)"


class Told:
    """Airflow and its schedulers: what is on its way at each look, and messages at each halt."""

    def __init__(self, *looks: list[str], messages: tuple[int, ...] = ()) -> None:
        self.looks, self.messages = list(looks), list(messages)
        self.done: list[str] = []
        self.said: list[str] = []
        self.resume_fails = False

    def unfinished(self) -> list[str]:
        self.done.append("look")
        return self.looks.pop(0) if self.looks else []

    def halt(self) -> int:
        self.done.append("halt")
        return self.messages.pop(0) if self.messages else 0

    def resume(self) -> None:
        self.done.append("resume")
        if self.resume_fails:
            raise UserError("i-1 cannot be reached")

    def proven(self, *, wait: bool = False) -> Any:
        both: Any = self
        sleeps: Any = lambda _: self.done.append("sleep")  # noqa: E731
        return Idleness("prod", both, both, self.said.append, sleeps).proven(wait=wait)


def test_it_is_looked_before_and_after_the_schedulers_are_halted() -> None:
    told = Told()
    with told.proven():
        told.done.append("stop")
    assert told.done == ["look", "halt", "look", "stop"]


def test_what_runs_is_named_and_nothing_is_halted() -> None:
    told = Told([TASK])
    with pytest.raises(UserError) as error, told.proven():
        pytest.fail("it was let through")
    assert error.value.lines() == [
        "prod is at work:",
        f"  {TASK}",
        "  → --wait waits for them; --force stops it all the same, and they are lost",
    ]
    assert "halt" not in told.done


def test_of_many_the_first_are_named() -> None:
    told = Told([f"etl.load of run-{each} (queued)" for each in range(14)])
    with pytest.raises(UserError) as error, told.proven():
        pytest.fail("it was let through")
    assert error.value.details[-1] == "and 4 more"


@pytest.mark.parametrize("told", [Told([], [TASK]), Told(messages=(3,))], ids=["task", "message"])
def test_what_sets_out_before_the_halt_has_the_schedulers_go_on(told: Told) -> None:
    with pytest.raises(UserError, match="prod is at work"), told.proven():
        pytest.fail("it was let through")
    assert told.done == ["look", "halt", "look", "resume"]


def test_a_message_that_no_task_waits_for_is_told_by_number() -> None:
    with pytest.raises(UserError) as error, Told(messages=(3,)).proven():
        pytest.fail("it was let through")
    assert error.value.details == ("3 messages in the broker",)


def test_it_waits_for_tasks_and_begins_anew_when_one_sets_out_meanwhile() -> None:
    told = Told([TASK], [], [TASK], [], [])
    with told.proven(wait=True):
        told.done.append("stop")
    first = ["look", "sleep", "look", "halt", "look", "resume", "sleep"]
    assert told.done == [*first, "look", "halt", "look", "stop"]
    assert told.said[0] == f"waits for 1 task, such as {TASK}"


@pytest.mark.parametrize("raised", [KeyboardInterrupt(), UserError("no right to")])
def test_the_schedulers_go_on_when_it_cannot_be_stopped(raised: BaseException) -> None:
    told = Told()
    with pytest.raises(type(raised)), told.proven():
        raise raised
    assert told.done == ["look", "halt", "look", "resume"]


def test_why_it_could_not_be_stopped_is_told_even_if_they_cannot_go_on() -> None:
    told = Told()
    told.resume_fails = True
    with pytest.raises(UserError, match="no right to"), told.proven():
        raise UserError("no right to")
    assert told.said == ["the schedulers could not be let go on: i-1 cannot be reached"]


def test_airflow_is_asked_for_every_state_in_which_somebody_has_a_task_in_hand(
    airflow: Airflow, server: FakeAirflow
) -> None:
    states = [*ON_THEIR_WAY, "success", "up_for_retry", "up_for_reschedule", None]
    server.tasks = [
        {"dag_id": "etl", "task_id": f"t{at}", "dag_run_id": "run-1", "state": state}
        for at, state in enumerate(states)
    ]
    assert airflow.unfinished() == [
        f"etl.t{at} of run-1 ({state})" for at, state in enumerate(ON_THEIR_WAY)
    ]
