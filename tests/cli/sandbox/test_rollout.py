"""Waiting for nodes: until all are healthy, or the time is over."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Sequence

from rich.console import Console

from aeolus_agent.description import Role
from aeolus_agent.watch.report import NodeReport, Phase
from aeolus_cli.sandbox.answers import Answer
from aeolus_cli.sandbox.rollout import Rollout, settled
from aeolus_sandbox.supervisor.seen import NodeSeen


def answer(number: int, phase: Phase, reason: str = "") -> Answer:
    node = NodeSeen(
        id=f"i-{number}",
        kind="instance",
        zone="z",
        address="a",
        owner="o",
        state="running",
        name="masters",
    )
    return Answer(node, NodeReport(0.0, Role.MASTER, "", phase, {}, (), reason))


class Time:
    """A clock that only moves by pauses."""

    def __init__(self) -> None:
        self.now = 1000.0

    def clock(self) -> float:
        """Return what it shows."""
        return self.now

    def pause(self, seconds: float) -> None:
        """Let it move on."""
        self.now += seconds


def waited(
    asked: Iterator[list[Answer]], *, limit_s: float = 10.0, wanted: Sequence[int] = (0,)
) -> tuple[list[Answer], list[float]]:
    """Return how it ended, and at which seconds it was shown; the last of `wanted` stays."""
    time, number = Time(), itertools.chain(wanted, itertools.repeat(wanted[-1]))
    shown: list[float] = []
    ended = settled(
        lambda: next(asked),
        lambda _seen, seconds: shown.append(seconds),
        wanted=lambda: next(number),
        limit_s=limit_s,
        clock=time.clock,
        pause=time.pause,
    )
    return ended, shown


READY = answer(1, Phase.READY)
BOOTING = answer(2, Phase.MIGRATE, "no database yet")


def test_it_ends_as_soon_as_all_are_healthy() -> None:
    up = answer(2, Phase.READY)
    ended, shown = waited(iter([[READY, BOOTING], [READY, BOOTING], [READY, up]]))
    assert ended == [READY, up]
    assert len(shown) == 3


def test_it_ends_when_the_time_is_over_with_what_was_said_last() -> None:
    ended, shown = waited(iter([[BOOTING]] * 100), limit_s=3.0)
    assert ended == [BOOTING]
    assert shown[-1] >= 3.0
    assert len(shown) < 100


def test_as_long_as_a_node_comes_further_there_is_time() -> None:
    steps = [[answer(2, Phase.MIGRATE, f"step {number // 2}")] for number in range(10)]
    up = answer(2, Phase.READY)
    ended, shown = waited(iter([*steps, [up]]), limit_s=9.0)
    assert ended == [up]
    assert shown[-1] > 3.0


def test_who_says_the_same_in_turns_comes_no_further() -> None:
    turns = itertools.cycle([[BOOTING], [answer(2, Phase.DAEMONS)]])
    ended, shown = waited(itertools.islice(turns, 100), limit_s=3.0)
    assert ended in ([BOOTING], [answer(2, Phase.DAEMONS)])
    assert len(shown) < 100


def test_it_waits_for_instances_that_are_not_there_yet() -> None:
    up = answer(2, Phase.READY)
    ended, _ = waited(iter([[], [READY], [READY, up]]), wanted=[2])
    assert ended == [READY, up]


def test_it_does_not_wait_for_a_worker_that_left_with_nothing_to_do() -> None:
    leaves = answer(2, Phase.DAEMONS)
    seen = [[READY, BOOTING], [READY, leaves], [READY]]
    assert waited(iter(seen), wanted=[3, 2, 1])[0] == [READY]


def test_without_instances_there_is_nothing_to_wait_for() -> None:
    assert waited(iter([[]])) == ([], [0.0])


def test_a_line_for_each_step_of_each_node_and_none_twice() -> None:
    printed = io.StringIO()
    rollout = Rollout(Console(file=printed, width=200))
    rollout.show([READY, BOOTING], 1.0)
    rollout.show([READY, BOOTING], 2.0)
    rollout.show([READY, answer(2, Phase.DAEMONS)], 31.5)
    assert printed.getvalue().splitlines() == [
        "   1 s  i-1  masters  healthy",
        "   1 s  i-2  masters  migrate: no database yet",
        "  32 s  i-2  masters  daemons: 0 of 0 healthy",
    ]
