"""Who schedules, as it is told to operators."""

from __future__ import annotations

import pytest

from aeolus_cli.scheduler.status import told
from aeolus_cli.scheduler.words import ago, when
from aeolus_lease.record import Control, Lease
from aeolus_lease.store import State

HELD = Lease("i-1", 4, counter=7, reason="i-2 did not renew its lease in time: i-1 is healthy")


def test_at_first_nobody_has_scheduled() -> None:
    assert list(told(State(None))) == [
        "nobody has scheduled yet: the first master that is healthy will"
    ]


def test_who_schedules_since_when_and_why() -> None:
    active, why = told(State(HELD))
    assert active.startswith("i-1 schedules in epoch 4 since 1970-01-01 00:00:00, renewed ")
    assert why == f"  as {HELD.reason}"


def test_a_promoted_one_may_not_have_begun() -> None:
    active, _ = told(State(Lease("i-1", 5)))
    assert active.endswith(", not renewed yet")


def test_a_lease_that_was_given_back_is_nobodys() -> None:
    (line,) = told(State(Lease("i-1", 4, released=True)))
    assert line == "nobody schedules: i-1 gave the lease of epoch 4 back"


@pytest.mark.parametrize(
    ("control", "line"),
    [
        (Control(paused=True, by="ada"), "automatic failover is paused by ada"),
        (Control(wanted="i-2", wanted_epoch=4, by="ada"), "ada wants i-2"),
        (Control(wanted="i-2", wanted_epoch=3, by="ada"), None),
    ],
)
def test_what_operators_want_is_told_as_long_as_it_holds(
    control: Control, line: str | None
) -> None:
    assert list(told(State(HELD, control)))[2:] == ([line] if line else [])


def test_times_are_told_as_people_take_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aeolus_cli.scheduler.words.time.time", lambda: 100_000.0)
    assert when(100_000.0) == "1970-01-02 03:46:40"
    assert [ago(at) for at in (99_998.5, 99_400.0, 28_000.0, 100_001.0)] == [
        "1.5 s ago",
        "10 min ago",
        "20 h ago",
        "0.0 s ago",
    ]
