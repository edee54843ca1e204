"""When an alarm is evaluated, which periods it looks at, and their statistics."""

from __future__ import annotations

import pytest

from aeolus_sandbox.services.alarms.alarm import Metric, Query, Sample
from aeolus_sandbox.services.alarms.statistics import statistic
from aeolus_sandbox.services.alarms.windows import datapoints, moment

METRIC = Metric("Shop", "Orders")


def value(at: float, amount: float, unit: str | None = None) -> Sample:
    return Sample(at, 1, amount, amount, amount, unit)


@pytest.mark.parametrize(
    ("period", "now", "end"), [(10, 129.9, 120), (30, 129.9, 120), (60, 179, 120), (300, 190, 180)]
)
def test_it_is_evaluated_at_the_end_of_a_minute_or_of_a_shorter_period(
    period: int, now: float, end: float
) -> None:
    assert moment(period, now) == end


def test_a_period_holds_its_beginning_and_not_its_end() -> None:
    samples = [value(at, 1) for at in (239.9, 240, 299.9, 300)]
    points = datapoints(Query(METRIC, "Sum", 60), samples, 1, 300)
    assert [(point.at, point.value) for point in points] == [(120, None), (180, 1), (240, 2)]


def test_long_periods_end_at_any_minute() -> None:
    points = datapoints(Query(METRIC, "Sum", 300), [value(100, 1), value(370, 5)], 1, 420)
    assert points[-1].value == 5
    assert points[-2].value == 1


def test_only_what_was_put_in_the_unit_asked_for_counts() -> None:
    samples = [value(10, 1, "Seconds"), value(11, 5, "Bytes"), value(12, 9)]
    assert datapoints(Query(METRIC, "Sum", 60, "Bytes"), samples, 1, 60)[-1].value == 5
    assert datapoints(Query(METRIC, "Sum", 60), samples, 1, 60)[-1].value == 15


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Sum", 20), ("Average", 5), ("Minimum", 1), ("Maximum", 11), ("SampleCount", 4)],
)
def test_sets_and_single_values_count_together(name: str, expected: float) -> None:
    a_set = Sample(0, count=3, total=9, least=1, most=5)
    assert statistic(name, [a_set, value(0, 11)]) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("p50", 50), ("p99", 99), ("p99.9", 100), ("p0", 1)]
)
def test_percentiles(name: str, expected: float) -> None:
    assert statistic(name, [value(0, amount) for amount in range(100, 0, -1)]) == expected


def test_a_set_of_different_values_has_no_percentile() -> None:
    assert statistic("p50", [Sample(0, 3, 9, 1, 5)]) is None
    assert statistic("p50", [Sample(0, 3, 9, 3, 3)]) == 3


@pytest.mark.parametrize("name", ["Sum", "SampleCount", "p90"])
def test_nothing_has_no_statistic(name: str) -> None:
    assert statistic(name, []) is None
