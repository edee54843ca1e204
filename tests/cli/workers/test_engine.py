"""Tasks wait for workers, workers for tasks; what is counted is what happened."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeolus_cli.workers.simulation.engine import NOTICED_S, Outcome, Simulation
from aeolus_cli.workers.simulation.policies import POLICIES
from aeolus_cli.workers.simulation.policy import Order, View
from aeolus_cli.workers.simulation.traces import Task
from aeolus_scaling.rule import Limits

BOOT_S = 60.0


@dataclass
class Script:
    """A rule that gives orders at given moments."""

    orders: dict[float, Order]
    name: str = "script"
    period_s: float = 10.0
    seen: list[View] = field(default_factory=list)

    def order(self, view: View) -> Order:
        self.seen.append(view)
        return self.orders.get(view.at, Order())


def run(tasks: list[Task], orders: dict[float, Order], concurrency: int = 2) -> Outcome:
    return Simulation(tasks, Script(orders), concurrency, BOOT_S).run()


def test_a_task_waits_for_a_worker_to_boot() -> None:
    outcome = run([Task(5.0, 30.0)], {10.0: Order(launch=1)})
    assert list(outcome.waits) == [65.0]
    assert outcome.length_s == 100.0
    assert outcome.worker_seconds == 90.0


def test_a_worker_takes_so_many_at_a_time_the_oldest_first() -> None:
    tasks = [Task(0.0, 10.0), Task(0.0, 30.0), Task(1.0, 5.0)]
    assert list(run(tasks, {0.0: Order(launch=1)}).waits) == [60.0, 60.0, 69.0]


def test_an_idle_worker_ends_at_once_and_a_busy_one_is_not_among_them() -> None:
    tasks = [Task(0.0, 200.0)]
    outcome = run(tasks, {0.0: Order(launch=3), 100.0: Order(end_idle=3)})
    assert outcome.worker_seconds == 260.0 + 2 * 100.0
    assert outcome.killed == 0


def test_who_still_boots_ends_first() -> None:
    orders = {0.0: Order(launch=1), 70.0: Order(launch=1), 80.0: Order(end_any=1)}
    outcome = run([Task(0.0, 100.0)], orders)
    assert (outcome.killed, outcome.worker_seconds) == (0, 160.0 + 10.0)


def test_within_its_grace_a_worker_ends_its_tasks_and_takes_none() -> None:
    orders = {
        0.0: Order(launch=1),
        70.0: Order(end_any=1, grace_s=600.0),
        80.0: Order(launch=1),
    }
    outcome = run([Task(0.0, 100.0), Task(80.0, 1.0)], orders)
    assert list(outcome.waits) == [60.0, 60.0]
    assert outcome.killed == 0
    assert outcome.worker_seconds == 160.0 + 80.0


@pytest.mark.parametrize("grace_s", [0.0, 20.0])
def test_what_is_killed_runs_again_once_airflow_has_noticed(grace_s: float) -> None:
    end = Order(end_any=1, grace_s=grace_s)
    outcome = run([Task(0.0, 100.0)], {0.0: Order(launch=1), 70.0: end, 100.0: Order(launch=1)})
    assert outcome.killed == 1
    assert list(outcome.waits) == [70.0 + grace_s + NOTICED_S]
    assert outcome.never == 0


def test_what_nobody_ever_takes_is_told() -> None:
    outcome = run([Task(0.0, 1.0)], {})
    assert (outcome.never, outcome.killed, outcome.worker_seconds) == (1, 0, 0.0)


def test_the_same_seed_the_same_outcome() -> None:
    tasks = [Task(float(number), 100.0) for number in range(200)]
    outcomes = [
        Simulation(tasks, POLICIES[0](Limits(0, 9, 2)), 2, BOOT_S, seed=3).run() for _ in range(2)
    ]
    assert outcomes[0] == outcomes[1]


tasks = st.lists(
    st.builds(Task, st.floats(0, 5000), st.floats(0, 3000)), min_size=1, max_size=80
).map(sorted)


@pytest.mark.parametrize("make", POLICIES)
@given(tasks=tasks, maximum=st.integers(1, 8), concurrency=st.integers(1, 4))
def test_every_task_is_done_and_no_worker_beyond_the_most(
    make: type, tasks: list[Task], maximum: int, concurrency: int
) -> None:
    limits = Limits(0, maximum, concurrency)
    outcome = Simulation(tasks, make(limits), concurrency, BOOT_S).run()
    assert outcome.never == 0
    assert all(each >= 0 for each in outcome.waits)
    assert all(each.desired <= maximum for each in outcome.timeline)
    assert outcome.worker_seconds >= sum(each.seconds for each in tasks) / concurrency - 1e-6


@pytest.mark.parametrize("make", POLICIES)
def test_each_rule_keeps_what_a_schedule_wants_and_no_more_than_the_most(make: type) -> None:
    def floor(second: float) -> int:
        return 3 if second < 7200 else 9 if second < 10800 else 0

    tasks = [Task(0.0, 1.0), Task(18000.0, 1.0)]
    limits = Limits(0, 4, 2)
    outcome = Simulation(tasks, make(limits), 2, BOOT_S, floor=floor).run()
    there = {each.at: each.desired for each in outcome.timeline}
    hours = [there[at] for at in (3600.0, 9000.0, 14400.0)]
    assert hours[:2] == [3, 4]
    assert hours[2] <= 1


@given(tasks=tasks, maximum=st.integers(1, 8))
def test_our_rule_kills_nothing(tasks: list[Task], maximum: int) -> None:
    assert Simulation(tasks, POLICIES[0](Limits(0, maximum, 2)), 2, BOOT_S).run().killed == 0
