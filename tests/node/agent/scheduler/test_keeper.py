"""One master's part in who schedules, look by look; what befalls it is in tests/simulation."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace

import pytest

from aeolus_agent.scheduler.keeper import REST_S, Keeper
from aeolus_agent.scheduler.ports import FencedError, Fitness, Work
from aeolus_lease.record import Candidate, Control, Lease, Mark
from aeolus_lease.store import ConflictError, State, UnavailableError
from aeolus_lease.timings import Timings

FIT = Fitness(True)
WELL = Work(True, True)
STOPPED = Work(False, False)
ILL = Work(True, False, reason="it has looked at no run for 40 s")


@dataclass
class Around:
    """All that a keeper needs, in memory; `did` is what it asked for, in its order."""

    state: State = field(default_factory=lambda: State(None))
    running: Work = STOPPED
    fitness: Fitness = FIT
    down: bool = False
    fenced: bool = False
    time: float = 100.0
    did: list[str] = field(default_factory=list)
    said: list[Candidate] = field(default_factory=list)

    async def read(self) -> State:
        if self.down:
            raise UnavailableError("DynamoDB does not answer")
        return self.state

    async def renew(self, held: Lease) -> Lease:
        if self.state.lease is None or self.state.lease.epoch != held.epoch:
            raise ConflictError
        self.did.append("renew")
        return held

    async def release(self, held: Lease) -> None:
        self.did.append("release")

    async def move(self, seen: Lease | None, to: Lease, *, mark: Mark | None) -> None:
        raise AssertionError("a master moves no lease")

    async def beat(self, candidate: Candidate) -> None:
        self.said.append(candidate)

    async def candidates(self) -> list[Candidate]:
        return self.said

    async def fit(self) -> Fitness:
        return self.fitness

    async def raise_to(self, epoch: int) -> None:
        if self.fenced:
            raise FencedError("epoch 9 has begun")
        self.did.append(f"fence {epoch}")

    async def work(self) -> Work:
        return self.running

    async def allow(self, until: float) -> None:
        self.did.append(f"allow {until:g}")

    async def start(self) -> None:
        self.did.append("start")
        self.running = WELL

    async def stop(self) -> None:
        self.did.append("stop")
        self.running = STOPPED

    async def report(self, lapsed: Mark | None) -> None:
        self.did.append(f"report {lapsed}")


@pytest.fixture
def around() -> Around:
    return Around()


@pytest.fixture
def keeper(around: Around) -> Keeper:
    return Keeper(
        node="m1",
        zone="",
        store=around,
        fence=around,
        daemon=around,
        failover=around,
        timings=Timings(),
        clock=lambda: around.time,
        wall=lambda: 0.0,
    )


def look(keeper: Keeper, around: Around) -> tuple[str, list[str]]:
    """Return what a look says, and what it asked for."""
    around.did.clear()
    return asyncio.run(keeper.look()), list(around.did)


def hold(keeper: Keeper, around: Around) -> None:
    """Let the master hold the lease of epoch 4, and schedule."""
    around.state = State(Lease("m1", 4, reason="m2 gave the lease back"))
    look(keeper, around)


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


def test_a_standby_reports_what_it_saw_lapse_on_its_own_clock(
    keeper: Keeper, around: Around
) -> None:
    around.state = State(Lease("m2", 5, counter=7))
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
