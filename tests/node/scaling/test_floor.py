"""The most of a group's minimum, its schedule and a hold counts, within what it may have."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeolus_scaling.floor import raised
from aeolus_scaling.hold import Hold
from aeolus_scaling.rule import Limits, Memory, Seen, decide
from aeolus_scaling.schedule import Window

MONDAY = datetime(2026, 6, 1, tzinfo=UTC)
NOON = MONDAY + timedelta(hours=12)
LIMITS = Limits(minimum=1, maximum=6, concurrency=8)


def office(workers: int) -> Window:
    return Window("mon-fri", "08:00", "18:00", "UTC", workers)


def hold(workers: int, hour: int) -> Hold:
    return Hold(workers, MONDAY + timedelta(hours=hour))


def least(windows: list[Window], held: Hold | None, moment: datetime = NOON) -> tuple[int, str]:
    found = raised(LIMITS, windows, held, moment)
    return found.minimum, found.because


def test_without_either_a_group_is_what_it_is() -> None:
    assert raised(LIMITS, [], None, NOON) is LIMITS


@pytest.mark.parametrize(
    ("scheduled", "held", "expected"),
    [
        (3, None, (3, "by its schedule")),
        (0, hold(4, 18), (4, "as held until 2026-06-01 18:00+00:00")),
        (3, hold(4, 18), (4, "as held until 2026-06-01 18:00+00:00")),
        (4, hold(4, 18), (4, "by its schedule")),
        (1, hold(1, 18), (1, "")),
        (9, None, (6, "by its schedule")),
        (0, hold(9, 18), (6, "as held until 2026-06-01 18:00+00:00")),
    ],
)
def test_the_most_counts_and_says_who_it_is(
    scheduled: int, held: Hold | None, expected: tuple[int, str]
) -> None:
    assert least([office(scheduled)], held) == expected


def test_a_hold_is_over_at_its_time_to_the_second() -> None:
    held = hold(4, 12)
    assert least([], held, NOON - timedelta(seconds=1))[0] == 4
    assert least([], held, NOON) == (1, "")


def test_a_group_that_is_switched_off_stays_off() -> None:
    assert raised(Limits(0, 0, 8), [office(3)], hold(2, 18), NOON) == Limits(0, 0, 8)


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_never_above_the_maximum_and_never_below_the_groups_own(
    minimum: int, more: int, scheduled: int, held: int
) -> None:
    limits = Limits(minimum, minimum + more, 8)
    found = raised(limits, [office(scheduled)], hold(held, 18), NOON)
    assert found.minimum == max(minimum, min(limits.maximum, max(scheduled, held)))
    assert found.maximum == limits.maximum
    assert bool(found.because) == (found.minimum > minimum)


@pytest.mark.parametrize(
    ("tasks", "said"),
    [
        (0, "0 tasks, 8 at a time on each worker: 3 needed by its schedule, 3 more than there are"),
        (17, "17 tasks, 8 at a time on each worker: 3 needed, 3 more than there are"),
    ],
)
def test_a_decision_names_it_only_where_it_is_why(tasks: int, said: str) -> None:
    limits = raised(LIMITS, [office(3)], None, NOON)
    decision, _ = decide(Seen(0, tasks, desired=0, idle=0), limits, Memory())
    assert (decision.desired, decision.reason) == (3, said)
