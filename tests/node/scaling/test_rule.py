"""A group follows its queues: up at once, down late, and never under a worker's tasks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeolus_scaling.rule import Decision, Limits, Memory, Seen, decide, needed

LIMITS = Limits(minimum=0, maximum=6, concurrency=8, cooldown_seconds=300.0)
PERIOD_S = 10.0

limits = st.builds(
    Limits,
    minimum=st.integers(0, 5),
    maximum=st.integers(5, 20),
    concurrency=st.integers(1, 16),
    cooldown_seconds=st.sampled_from([0.0, 60.0, 300.0]),
)
loads = st.lists(st.one_of(st.none(), st.integers(0, 400)), min_size=1, max_size=60)


def follow(
    tasks: list[int | None], limits: Limits, *, busy: int = 0, desired: int = 0
) -> list[Decision]:
    """Return what is decided, one look after the other, with `busy` workers that have tasks."""
    made, memory = [], Memory()
    for look, each in enumerate(tasks):
        seen = Seen(look * PERIOD_S, each, desired, max(0, desired - busy))
        decision, memory = decide(seen, limits, memory)
        desired = decision.desired
        made.append(decision)
    return made


@pytest.mark.parametrize(
    ("tasks", "workers"), [(0, 0), (1, 1), (8, 1), (9, 2), (48, 6), (49, 6), (5000, 6)]
)
def test_a_worker_for_each_so_many_tasks_within_the_limits(tasks: int, workers: int) -> None:
    assert needed(tasks, LIMITS) == workers


def test_from_none_to_all_that_are_needed_in_one_step() -> None:
    [decision] = follow([5000], LIMITS)
    assert decision == Decision(
        6, 0, "5000 tasks, 8 at a time on each worker: 6 needed, 6 more than there are"
    )


def test_fewer_only_after_a_whole_cool_down_of_less() -> None:
    made = follow([48, *[8] * 40], LIMITS)
    sizes = [each.desired for each in made]
    assert sizes[:30] == [6] * 30
    assert sizes[30:] == [1] * 11
    assert made[30].reason == (
        "8 tasks, 8 at a time on each worker: 1 needed, 1 of late: 5 of 6 idle ones leave"
    )


def test_a_busy_worker_stays_however_few_are_needed() -> None:
    made = follow([8] * 40, LIMITS, busy=6, desired=6)
    assert {each.desired for each in made} == {6}
    assert (
        made[-1].reason
        == "8 tasks, 8 at a time on each worker: 1 needed, 5 too many, and each is busy"
    )


def test_whoever_begins_to_look_waits_a_cool_down() -> None:
    made = follow([0] * 31, LIMITS, desired=6)
    assert [each.desired for each in made] == [6] * 30 + [0]
    assert made[0].reason.endswith("too early to tell that it stays so")


def test_when_nobody_can_tell_none_leaves_and_the_cool_down_begins_anew() -> None:
    made = follow([*[0] * 29, None, *[0] * 31], LIMITS, desired=6)
    assert [each.desired for each in made] == [6] * 60 + [0]
    assert made[29].reason == "nobody can tell how many tasks wait: none leaves"


def test_more_than_the_maximum_is_nobodys_fault_and_none_is_thrown_out() -> None:
    made = follow([100] * 40, LIMITS, busy=9, desired=9)
    assert {each.desired for each in made} == {9}


@given(limits, loads, st.integers(0, 10))
def test_never_outside_the_limits_once_within(
    limits: Limits, tasks: list[int | None], busy: int
) -> None:
    made = follow(tasks, limits, busy=busy, desired=limits.minimum)
    assert all(limits.minimum <= each.desired <= limits.maximum for each in made)


@given(limits, loads, st.integers(0, 20))
def test_no_busy_worker_leaves(limits: Limits, tasks: list[int | None], busy: int) -> None:
    made = follow(tasks, limits, busy=busy, desired=max(busy, limits.minimum))
    assert all(each.desired >= busy for each in made)


@given(limits, loads, st.integers(0, 60))
def test_more_load_never_means_fewer_workers(
    limits: Limits, tasks: list[int | None], more: int
) -> None:
    heavier = [None if each is None else each + more for each in tasks]
    start = limits.minimum
    for light, heavy in zip(
        follow(tasks, limits, desired=start), follow(heavier, limits, desired=start), strict=True
    ):
        assert heavy.desired >= light.desired


@given(
    st.integers(1, 40), st.integers(0, 16), st.lists(st.integers(0, 16), min_size=31, max_size=99)
)
def test_noise_that_comes_back_within_the_cool_down_moves_nothing(
    level: int, top: int, noise: list[int]
) -> None:
    limits = Limits(0, 20, 8, cooldown_seconds=300.0)
    # Each third look is at the top: no cool-down passes without it.
    tasks = [level + (top if look % 3 == 0 else min(each, top)) for look, each in enumerate(noise)]
    assert len({each.desired for each in follow(list(tasks), limits)}) == 1


@given(limits, loads)
def test_desired_and_leaving_say_the_same(limits: Limits, tasks: list[int | None]) -> None:
    desired = limits.minimum
    for each in follow(tasks, limits, desired=desired):
        assert each.leaving == max(0, desired - each.desired)
        desired = each.desired
