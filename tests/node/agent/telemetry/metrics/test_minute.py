"""What was told in a minute is summed up so that all nodes' values add up in CloudWatch."""

from __future__ import annotations

from aeolus_agent.telemetry.metrics.minute import Datum, Minutes
from aeolus_agent.telemetry.metrics.statsd import Kind, Sample


def told(*samples: Sample, allowed: tuple[str, ...] = ("x", "y")) -> list[Datum]:
    minutes = Minutes(allowed)
    for sample in samples:
        minutes.add(sample)
    return minutes.close(60.0)


def counter(value: float, name: str = "x") -> Sample:
    return Sample(name, Kind.COUNTER, value)


def gauge(value: float, relative: bool = False) -> Sample:
    return Sample("x", Kind.GAUGE, value, relative)


def test_of_a_counter_the_sum() -> None:
    assert told(counter(1), counter(2)) == [Datum("x", 60.0, "Count", 1, 3, 3, 3)]


def test_of_a_gauge_the_last() -> None:
    assert told(gauge(5), gauge(2)) == [Datum("x", 60.0, "None", 1, 2, 2, 2)]


def test_of_a_timer_how_many_how_much_the_least_and_the_most() -> None:
    timers = [Sample("x", Kind.TIMER, value) for value in (5, 1, 3)]
    assert told(*timers) == [Datum("x", 60.0, "Milliseconds", 3, 9, 1, 5)]


def test_a_gauge_moves_from_where_it_was_even_a_minute_ago() -> None:
    minutes = Minutes(["x"])
    minutes.add(gauge(5))
    minutes.close(0.0)
    minutes.add(gauge(-2, relative=True))
    assert [each.total for each in minutes.close(60.0)] == [3]


def test_what_is_not_allowed_is_left_out() -> None:
    assert told(counter(1, "dag.secret_project.task"), counter(1, "y")) == [
        Datum("y", 60.0, "Count", 1, 1, 1, 1)
    ]


def test_what_nobody_told_is_no_value_and_a_counter_of_nothing_neither() -> None:
    minutes = Minutes(["x"])
    minutes.add(gauge(5))
    assert len(minutes.close(0.0)) == 1
    assert minutes.close(60.0) == []
    minutes.add(counter(0))
    assert minutes.close(120.0) == []


def test_a_gauge_of_zero_is_a_value() -> None:
    assert told(gauge(0)) == [Datum("x", 60.0, "None", 1, 0, 0, 0)]
