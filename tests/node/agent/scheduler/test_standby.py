"""A master that stands by: it has a scheduler ready, and says what it sees of the lease."""

from __future__ import annotations

import pytest

from aeolus_agent.scheduler.keeper import Keeper
from aeolus_lease.record import Control, Lease
from aeolus_lease.store import State
from support.around_keeper import READY, Around, hold, look


def test_who_stands_by_gets_a_scheduler_ready(keeper: Keeper, around: Around) -> None:
    hold(keeper, around)
    around.state = State(Lease("m2", 5))
    look(keeper, around)
    prepare = keeper.timings.prepare
    for after, did in ((prepare - 1, []), (1, ["allow 0", "prepare"]), (1, []), (prepare, [])):
        around.time += after
        # It renews, so that nothing is to be reported.
        around.state = State(Lease("m2", 5, counter=int(around.time)))
        assert look(keeper, around)[1] == did


def test_one_that_is_ready_begins_by_what_it_is_allowed_and_is_not_stopped_first(
    keeper: Keeper, around: Around
) -> None:
    around.state = State(Lease("m2", 3))
    around.time += keeper.timings.prepare
    assert look(keeper, around)[1][-1] == "prepare"
    around.state = State(Lease("m1", 4))
    assert look(keeper, around)[1] == ["fence 4", "renew", f"allow {around.time + 6:g}", "start"]


def test_a_standby_reports_what_it_saw_lapse_on_its_own_clock(
    keeper: Keeper, around: Around
) -> None:
    around.state, around.running = State(Lease("m2", 5, counter=7)), READY
    look(keeper, around)
    around.time += 10
    assert look(keeper, around)[1] == []
    around.time += 1
    said, did = look(keeper, around)
    assert said == "m2 has not renewed its lease: tells scheduler_failover"
    assert did == ["report Mark(epoch=5, counter=7)"]
    around.time += 1
    assert look(keeper, around)[1] == [], "not again at once"


@pytest.mark.parametrize(
    "state",
    [
        State(None),
        State(Lease("m2", 5, released=True)),
        State(Lease("m2", 5), Control(wanted="m1", wanted_epoch=5)),
    ],
    ids=["nobody's", "given back", "wanted"],
)
def test_it_reports_at_once_what_waits_for_no_time(
    keeper: Keeper, around: Around, state: State
) -> None:
    around.state = state
    assert look(keeper, around)[1] == ["report None"]
