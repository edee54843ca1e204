"""One master's part in who schedules, look by look; what befalls it is in tests/simulation."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from aeolus_agent.scheduler.keeper import REST_S, Keeper
from aeolus_agent.scheduler.ports import Fitness, Work
from aeolus_lease.record import Lease
from aeolus_lease.store import State
from support.around_keeper import ILL, Around, hold, look


def test_who_holds_the_lease_raises_the_fence_renews_and_only_then_starts(
    keeper: Keeper, around: Around
) -> None:
    around.state = State(Lease("m1", 4, reason="m2 gave the lease back"))
    said, did = look(keeper, around)
    assert said == "starts its scheduler in epoch 4: m2 gave the lease back"
    assert did == ["fence 4", "renew", "allow 106", "start"]


def test_it_renews_every_two_seconds(keeper: Keeper, around: Around) -> None:
    hold(keeper, around)
    around.time += 1
    assert look(keeper, around) == ("schedules in epoch 4", [])
    around.time += 1
    assert look(keeper, around)[1] == ["renew", "allow 108"]


def test_its_time_begins_before_a_renewal_is_sent(keeper: Keeper, around: Around) -> None:
    hold(keeper, around)
    around.down = True
    around.time += 5.9
    assert asyncio.run(keeper.guard()) == ""
    around.time += 0.1
    assert "could not be renewed in time" in asyncio.run(keeper.guard())
    assert around.did[-1] == "stop"


def test_a_scheduler_that_does_nothing_is_stopped_before_its_lease_is_given_back(
    keeper: Keeper, around: Around
) -> None:
    hold(keeper, around)
    around.running = ILL
    said, did = look(keeper, around)
    assert said == f"gives the lease of epoch 4 back: {ILL.reason}"
    assert did == ["stop", "release"]


def test_who_gave_it_back_is_no_candidate_for_a_minute(keeper: Keeper, around: Around) -> None:
    hold(keeper, around)
    around.running = ILL
    look(keeper, around)
    around.state = State(Lease("m2", 5))
    around.time += REST_S - 1
    look(keeper, around)
    assert not around.said[-1].healthy
    around.time += 2
    look(keeper, around)
    assert around.said[-1].healthy


def test_one_that_starts_is_renewed(keeper: Keeper, around: Around) -> None:
    hold(keeper, around)
    around.running = Work(True, False, starting=True)
    around.time += 2
    assert look(keeper, around)[1] == ["renew", "allow 108"]


def test_who_cannot_reach_the_metastore_does_not_renew(keeper: Keeper, around: Around) -> None:
    hold(keeper, around)
    around.fitness = Fitness(False, "the metastore cannot be reached")
    around.time += 2
    said, did = look(keeper, around)
    assert said == "does not renew the lease of epoch 4: the metastore cannot be reached"
    assert did == []


def test_an_epoch_that_the_metastore_has_left_behind_starts_nothing(
    keeper: Keeper, around: Around
) -> None:
    around.fenced = True
    around.state = State(Lease("m1", 4))
    said, did = look(keeper, around)
    assert said == "the lease of epoch 4 is of the past: epoch 9 has begun"
    assert did == []


def test_who_lost_the_lease_stops(keeper: Keeper, around: Around) -> None:
    hold(keeper, around)
    around.state = State(Lease("m2", 5))
    said, did = look(keeper, around)
    assert said == "stands by: m2 holds the lease of epoch 5"
    assert did == ["stop"]


def test_who_leaves_gives_its_lease_back(keeper: Keeper, around: Around) -> None:
    hold(keeper, around)
    around.did.clear()
    assert asyncio.run(keeper.leave()) == "leaves, and gives the lease of epoch 4 back"
    assert around.did == ["stop", "release"]
    assert not around.said[-1].healthy
    around.state = State(replace(Lease("m2", 5)))
    assert asyncio.run(keeper.leave()) == "leaves, and holds no lease"


def test_what_was_seen_before_the_guard_stopped_the_scheduler_counts_no_more(
    keeper: Keeper, around: Around, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(keeper, around)

    async def slow() -> Work:
        # Its health page does not answer; meanwhile the time is over.
        around.time += 6
        await keeper.guard()
        return ILL

    monkeypatch.setattr(around, "work", slow)
    said, did = look(keeper, around)
    assert said == "its scheduler was stopped while it looked: it looks again"
    # Least of all is it started again.
    assert did == ["stop"]
