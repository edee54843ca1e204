"""Times that are safe, and what is said of others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aeolus_lease.observer import Observer
from aeolus_lease.record import Mark
from aeolus_lease.timings import Timings


@pytest.mark.parametrize("timings", [Timings(), Timings(rate=0.05)])
def test_the_times_that_are_shipped_are_safe(timings: Timings) -> None:
    assert timings.stop >= timings.least_stop
    assert timings.ttl >= timings.least_ttl


def test_a_holder_may_miss_a_renewal_and_ends_before_its_lease_does() -> None:
    timings = Timings(renew=4, look=1, stop=10, kill=2, rate=0.5)
    assert timings.least_stop == 10
    assert timings.least_ttl == 19
    assert replace(timings, stop=0.1, kill=0.1).least_ttl == 5


def test_others_wait_longer_than_a_lease_lasts_on_the_slowest_clock() -> None:
    timings = Timings()
    assert timings.lapsed * (1 - timings.rate) >= timings.ttl


def test_a_lease_is_as_old_as_the_time_between_an_answer_and_the_next_question() -> None:
    observer = Observer()
    assert observer.see(Mark(1, 1), sent=0.0, received=1.0) == 0.0
    assert observer.see(Mark(1, 1), sent=9.0, received=9.5) == 8.0
    assert observer.see(Mark(1, 2), sent=10.0, received=10.5) == 0.0
    assert observer.see(Mark(1, 2), sent=11.0, received=11.1) == 0.5
    observer.forget()
    assert observer.see(Mark(1, 2), sent=20.0, received=20.1) == 0.0
