"""A worker leaves: its tasks end or are handed back, its hook is prolonged, and lets it go."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from aeolus_agent.drain.decide import Seen
from aeolus_agent.drain.leave import LOOK_S, Leave
from aeolus_agent.drain.notice import Notice
from aeolus_agent.install.roles import WORKER
from support.toy_systemd import ToySystemd

HEARTBEAT_S = 300.0


@dataclass
class Machine:
    """A worker whose tasks end when the clock says so, and the hook that holds it."""

    tasks: dict[str, float] = field(default_factory=dict)
    now: float = 0.0
    open: bool = True
    refusals: list[str] = field(default_factory=list)
    unheld: str = ""
    spot_from: float = float("inf")
    did: list[tuple[float, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def seen(self, *, runs: bool) -> Seen:
        left = tuple(name for name, ends in self.tasks.items() if ends > self.now)
        return Seen(runs, frozenset(["default"] if self.open else []), left)

    def close(self, queues: list[str]) -> None:
        self.open = False

    def prolong(self) -> str:
        self.did.append((self.now, "prolong"))
        return self.unheld

    def complete(self) -> str:
        self.did.append((self.now, "complete"))
        return self.refusals.pop(0) if self.refusals else ""

    def hand_back(self, _pause: Callable[[float], None]) -> None:
        self.did.append((self.now, "hand back"))

    def pause(self, seconds: float) -> None:
        assert seconds > 0
        self.now += seconds

    def look(self) -> Notice | None:
        left = self.spot_from + 90 - self.now
        return Notice("Spot", left) if self.now >= self.spot_from else Notice("group", 43200)

    def leaves(self, seconds: float = 43200) -> ToySystemd:
        systemd = ToySystemd()
        systemd.has(WORKER)
        leave = Leave(
            worker=self,  # type: ignore[arg-type]
            systemd=systemd,
            hook=self,  # type: ignore[arg-type]
            heartbeat_s=HEARTBEAT_S,
            look=self.look,
            say=self.said.append,
            pause=self.pause,
            clock=lambda: self.now,
            hand_back=self.hand_back,
        )
        leave.because_of(Notice("its group ends it", seconds))
        return systemd

    def times(self, what: str) -> list[float]:
        return [at for at, done in self.did if done == what]


def test_one_without_a_task_goes_at_once() -> None:
    machine = Machine()
    systemd = machine.leaves()
    assert systemd.told == [f"stop {WORKER}"]
    assert [what for _, what in machine.did] == ["complete"]
    assert machine.now < 10
    assert machine.said[-1] == "it may go"


def test_its_hook_is_prolonged_well_before_it_gives_up_while_tasks_run() -> None:
    machine = Machine({"etl.load of monday": 3600})
    machine.leaves()
    beats = [0.0, *machine.times("prolong"), machine.now]
    assert max(b - a for a, b in itertools.pairwise(beats)) < HEARTBEAT_S / 2
    assert 3600 < machine.now < 3620
    assert machine.times("hand back") == []


def test_at_the_deadline_what_goes_on_is_named_and_handed_back_before_it_goes() -> None:
    machine = Machine({"etl.load of monday": 90, "etl.train of monday": 1e9})
    systemd = machine.leaves(600)
    assert systemd.told == []
    assert machine.times("hand back") == [600]
    assert "the time is over, it gives up and hands back: etl.train of monday" in machine.said
    assert machine.did[-1][1] == "complete"
    assert machine.now > 600


def test_ec2_may_take_back_meanwhile_what_its_group_gave_hours() -> None:
    machine = Machine({"etl.train of monday": 1e9}, spot_from=1000)
    machine.leaves()
    [handed_back] = machine.times("hand back")
    assert 1085 <= handed_back <= 1090


def test_a_hook_that_holds_nothing_yet_is_told_again() -> None:
    machine = Machine(refusals=["No active Lifecycle Action found"] * 3)
    machine.leaves()
    told = machine.times("complete")
    assert len(told) == 4
    assert told[-1] - told[0] == 3 * LOOK_S
    assert machine.said[-1] == "it may go"


def test_where_no_hook_holds_it_it_gives_up_telling() -> None:
    machine = Machine(refusals=["No active Lifecycle Action found"] * 1000)
    machine.leaves()
    assert machine.now < HEARTBEAT_S + 20
    assert sum("no lifecycle hook lets it go" in each for each in machine.said) == 1


def test_one_that_does_not_answer_to_the_end_hands_back_what_it_has() -> None:
    class Silent(Machine):
        def seen(self, *, runs: bool) -> Seen:
            return Seen(runs, None, None)

    machine = Silent()
    machine.leaves(600)
    assert machine.times("hand back") == [600]
    assert any("what it has, which it does not tell" in each for each in machine.said)


@pytest.mark.parametrize("seconds", [0, 0.5])
def test_one_that_has_no_time_at_all_hands_back_at_once(seconds: float) -> None:
    machine = Machine({"etl.train of monday": 1e9})
    machine.leaves(seconds)
    assert machine.times("hand back") == [seconds]


def test_where_no_hook_holds_it_that_is_said_once() -> None:
    machine = Machine({"etl.load of monday": 3600}, unheld="No active Lifecycle Action found")
    machine.leaves()
    assert sum("no lifecycle hook is prolonged" in each for each in machine.said) == 1
