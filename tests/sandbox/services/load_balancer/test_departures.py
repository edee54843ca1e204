"""Targets that have been deregistered and have connections still."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aeolus_sandbox.services.load_balancer.balancer import Target, TargetGroup
from aeolus_sandbox.services.load_balancer.departures import Departing, Departures

TARGET = Target("i-1", 80, "10.0.0.4")
GROUP = TargetGroup("targetgroup/pages/1", "HTTP", [TARGET], deregistration_delay_s=30.0)
EMPTY = replace(GROUP, targets=[])


@dataclass
class Clock:
    """A clock that is set by hand."""

    now: float = 100.0

    def __call__(self) -> float:
        """Return the seconds."""
        return self.now


def test_one_that_is_deregistered_departs_for_the_delay_of_its_group() -> None:
    clock = Clock()
    departures = Departures(clock)
    departures.see([GROUP])
    assert departures.departing == {}
    departures.see([EMPTY])
    one = Departing("pages-1", "i-1:80", 130.0)
    assert departures.departing == {GROUP.key(TARGET): one}
    clock.now = 129.0
    departures.see([EMPTY])
    assert departures.departing == {GROUP.key(TARGET): one}
    assert not departures.late(one)
    clock.now = 130.0
    assert departures.late(one)


def test_one_that_is_registered_again_stays() -> None:
    departures = Departures(Clock())
    for group in (GROUP, EMPTY, GROUP):
        departures.see([group])
    assert departures.departing == {}


def test_a_group_that_is_used_no_more_has_nobody_who_departs() -> None:
    departures = Departures(Clock())
    departures.see([GROUP])
    departures.see([])
    assert departures.departing == {}
    departures.see([GROUP])
    departures.see([EMPTY])
    departures.see([])
    assert departures.departing == {}
