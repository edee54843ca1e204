"""Where each master schedules, what one leaves is looked for often, and nothing waits for it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from aeolus_agent.insist import NotYetError
from aeolus_agent.scheduler import sweep
from aeolus_agent.scheduler.orphans import SILENT_S
from aeolus_agent.scheduler.sweep import EVERY_S, LIMIT_S, Sweep
from aeolus_node.airflow_cfg.timings import SCHEDULER_HEALTH_SECONDS


@pytest.fixture
def held() -> Iterator[threading.Event]:
    """What a look waits for that does not answer."""
    made = threading.Event()
    yield made
    made.set()


def test_it_looks_every_five_seconds() -> None:
    looked: list[float] = []
    times = iter((0.0, 2.0, 4.9, 5.0, 7.0, 11.0))

    class Clock:
        now = 0.0

        def __call__(self) -> float:
            self.now = next(times)
            return self.now

    clock = Clock()

    def release() -> int:
        looked.append(clock.now)
        return 0

    one = Sweep(release, clock)
    assert [asyncio.run(one.look()) for _ in range(6)] == [""] * 6
    assert looked == [0.0, 5.0, 11.0]


def test_it_has_looked_before_others_take_a_scheduler_for_dead() -> None:
    assert SILENT_S + EVERY_S + LIMIT_S < SCHEDULER_HEALTH_SECONDS


def test_a_metastore_or_broker_that_fails_is_told() -> None:
    def release() -> int:
        raise NotYetError("the broker does not answer: refused")

    said = asyncio.run(Sweep(release, lambda: 0.0).look())
    assert said == (
        "it is not known which tasks were never sent: the broker does not answer: refused"
    )


def test_a_fault_is_told_until_it_is_over_and_not_anew_at_each_look() -> None:
    answers = iter((NotYetError("refused"), 0))
    times = iter((0.0, 1.0, 4.9, 5.0, 6.0))

    def release() -> int:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    one = Sweep(release, lambda: next(times))
    said = [asyncio.run(one.look()) for _ in range(5)]
    assert said == ["it is not known which tasks were never sent: refused"] * 3 + [""] * 2


def test_one_that_does_not_answer_is_not_waited_for(
    held: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "LIMIT_S", 0.05)

    async def looked() -> str:
        said = await Sweep(lambda: int(held.wait(30)), lambda: 0.0).look()
        held.set()
        return said

    assert asyncio.run(looked()) == "it is not known which tasks were never sent: no answer"
