"""Reads alarms and the values of their metrics from moto's CloudWatch, for which there is no API.

What moto has of one metric cannot be asked for by its API without loss: a set's statistics, or
the values that a percentile is made of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from aeolus_sandbox.services.alarms.alarm import Metric, Query, Question, Sample, Threshold


def question(alarm: Any) -> Question | None:
    """Return what moto's alarm looks at; None for one on other alarms."""
    if alarm.rule is not None:
        return None
    if alarm.metric_data_queries:
        return _of_queries(alarm.metric_data_queries)
    metric = Metric(alarm.namespace, alarm.metric_name, dimensions(alarm.dimensions))
    statistic = alarm.statistic or alarm.extended_statistic
    return Question((Query(metric, statistic, int(alarm.period), alarm.unit),))


def _of_queries(queries: Iterable[Any]) -> Question | None:
    several = list(queries)
    stats = tuple(_query(each) for each in several if each.metric_stat)
    expressions = {each.id: each.expression for each in several if each.expression}
    # What is not said to be for something else is what is looked at.
    returned = [each.id for each in several if str(each.return_data).lower() != "false"]
    return Question(stats, expressions, returned[0]) if stats and returned else None


def _query(query: Any) -> Query:
    asked = query.metric_stat
    metric = Metric(
        asked.metric.namespace, asked.metric.metric_name, dimensions(asked.metric.dimensions)
    )
    return Query(metric, asked.stat, int(asked.period), asked.unit or None, query.id)


def threshold(alarm: Any) -> Threshold:
    """Return what breaches moto's alarm."""
    periods = int(alarm.evaluation_periods)
    return Threshold(
        comparison=alarm.comparison_operator,
        value=float(alarm.threshold),
        evaluation_periods=periods,
        datapoints_to_alarm=int(alarm.datapoints_to_alarm or periods),
        treat_missing_data=alarm.treat_missing_data or "missing",
    )


def samples(data: Iterable[Any], since: Mapping[Metric, float]) -> dict[Metric, list[Sample]]:
    """Return what was put for these metrics, for each since its moment, from all of moto's data."""
    names = {(metric.namespace, metric.name) for metric in since}
    found: dict[Metric, list[Sample]] = {metric: [] for metric in since}
    for datum in list(data):
        if (datum.namespace, datum.name) not in names:
            continue
        metric = Metric(datum.namespace, datum.name, dimensions(datum.dimensions))
        sample = _sample(datum)
        if metric in found and sample.at >= since[metric]:
            found[metric].append(sample)
    return found


def dimensions(given: Iterable[Any]) -> frozenset[tuple[str, str]]:
    """Return moto's dimensions as names and values."""
    return frozenset((one.name, one.value) for one in given)


def _sample(datum: Any) -> Sample:
    at = seconds(datum.timestamp)
    if hasattr(datum, "value"):
        value = float(datum.value)
        return Sample(at, 1, value, value, value, datum.unit)
    return Sample(at, datum.sample_count, datum.sum, datum.min, datum.max, datum.unit)


def seconds(moment: datetime) -> float:
    """Return a moment as seconds since 1970; moto leaves UTC out of some."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.timestamp()
