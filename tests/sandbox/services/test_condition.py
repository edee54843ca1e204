"""How a server is, and when it has failed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from aeolus_sandbox.machines.machine import State
from aeolus_sandbox.services.condition import Condition, Watch, failed, seen


def test_one_without_power_has_failed_at_once_and_one_that_answers_never() -> None:
    assert failed(Condition.OFF, 0.0)
    assert not failed(Condition.WELL, 3600.0)


@pytest.mark.parametrize("given", [Condition.FROZEN, Condition.CUT, Condition.SILENT])
def test_one_that_may_answer_again_is_waited_for(given: Condition) -> None:
    assert not failed(given, 4.9)
    assert failed(given, 30.0)


def test_a_watch_begins_anew_with_each_condition() -> None:
    times = iter([1.0, 4.0, 6.0, 7.0])
    watch = Watch(now=lambda: next(times))
    conditions = (Condition.WELL, Condition.WELL, Condition.OFF, Condition.WELL)
    assert [watch.see(one) for one in conditions] == [0.0, 3.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("state", "answers", "condition"),
    [
        (State.OFF, True, Condition.OFF),
        (State.FROZEN, True, Condition.FROZEN),
        (State.RUNNING, True, Condition.WELL),
        (State.RUNNING, False, Condition.SILENT),
    ],
)
def test_it_is_seen_by_its_processes_and_its_answer(
    state: State, answers: bool, condition: Condition
) -> None:
    appliance: Any = SimpleNamespace(state=state)
    assert seen(appliance, lambda: answers) is condition
