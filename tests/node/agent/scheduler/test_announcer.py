"""Where each master schedules: what one says of itself, and how often."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from aeolus_agent.scheduler.announcer import Announcer
from aeolus_agent.scheduler.herald import Herald
from aeolus_agent.scheduler.ports import Fitness, Work
from aeolus_agent.scheduler.sweep import Sweep
from aeolus_lease.record import Candidate
from aeolus_lease.store import UnavailableError
from aeolus_lease.timings import Timings


@dataclass
class Around:
    """A machine, a metastore and a table, in memory."""

    work_is: Work = field(default_factory=lambda: Work(True, True))
    fitness: Fitness = field(default_factory=lambda: Fitness(True))
    down: bool = False
    time: float = 100.0
    said: list[Candidate] = field(default_factory=list)
    unsent: int = 0

    async def work(self) -> Work:
        return self.work_is

    async def fit(self) -> Fitness:
        return self.fitness

    async def beat(self, candidate: Candidate) -> None:
        if self.down:
            raise UnavailableError("DynamoDB does not answer")
        self.said.append(candidate)


def announcer(around: Around) -> Announcer:
    whole: object = around
    herald = Herald(
        "i-1",
        "us-east-1a",
        whole,  # type: ignore[arg-type]
        Timings(),
        clock=lambda: around.time,
        wall=lambda: 7.0,
    )
    sweep = Sweep(lambda: around.unsent, lambda: around.time)
    return Announcer(herald, whole, whole, sweep)  # type: ignore[arg-type]


def looks(around: Around, *after: float) -> list[str]:
    one = announcer(around)
    sentences = []
    for seconds in after:
        around.time = 100 + seconds
        sentences.append(asyncio.run(one.look()))
    return sentences


def test_it_says_how_it_is_as_often_as_is_due() -> None:
    around = Around()
    assert set(looks(around, 0, 1, 2, 3, 4, 5)) == {"schedules, as each master does"}
    assert [each.beat for each in around.said] == [1, 2]
    assert around.said[0] == Candidate("i-1", 1, True, "", "us-east-1a", 7.0)


def test_what_changes_is_said_at_once() -> None:
    around = Around()
    one = announcer(around)
    asyncio.run(one.look())
    around.work_is = Work(True, False, reason="its port is closed")
    assert asyncio.run(one.look()) == "its port is closed"
    assert [(each.healthy, each.reason) for each in around.said] == [
        (True, ""),
        (False, "its port is closed"),
    ]


def test_one_that_starts_is_not_ill() -> None:
    around = Around(work_is=Work(True, False, starting=True))
    looks(around, 0)
    assert around.said[0].healthy


def test_without_the_metastore_it_is_not_well() -> None:
    around = Around(fitness=Fitness(False, "the metastore does not answer"))
    assert looks(around, 0) == ["the metastore does not answer"]
    assert not around.said[0].healthy


def test_who_cannot_be_told_is_told_as_soon_as_can_be() -> None:
    around = Around(down=True)
    one = announcer(around)
    assert "nobody can be told: DynamoDB does not answer" in asyncio.run(one.look())
    around.down = False
    asyncio.run(one.look())
    # What could not be said may have been written.
    assert [each.beat for each in around.said] == [2]


def test_it_guards_nothing_and_leaves_nothing() -> None:
    one = announcer(Around())
    assert asyncio.run(one.guard()) == ""
    assert asyncio.run(one.leave()) == "leaves"


def test_what_another_has_left_is_told() -> None:
    around = Around(unsent=2)
    [said] = looks(around, 0)
    assert said == (
        "schedules, as each master does; 2 tasks of a scheduler that is gone were never sent"
    )
