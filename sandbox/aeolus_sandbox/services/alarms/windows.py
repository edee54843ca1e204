"""When an alarm is evaluated, and which periods it looks at then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aeolus_sandbox.services.alarms import expressions
from aeolus_sandbox.services.alarms.alarm import Datapoint, Metric, Query, Question, Sample
from aeolus_sandbox.services.alarms.statistics import statistic

_MINUTE_S = 60
# Amazon CloudWatch User Guide, "Evaluating an alarm": an alarm looks further back than its
# evaluation periods for data that are there; the guide's own examples look at two periods more.
_FURTHER_BACK = 2


def moment(period_s: int, now: float) -> float:
    """Return when an alarm was to be evaluated last: at the end of every minute.

    One with a shorter period, at the end of each of those. Amazon CloudWatch User Guide,
    "Evaluating an alarm".
    """
    step = min(period_s, _MINUTE_S)
    return now // step * step


def answers(
    question: Question, samples: Mapping[Metric, Sequence[Sample]], periods: int, end: float
) -> list[Datapoint]:
    """Return the datapoints of what an alarm looks at, the oldest first; the last ends at `end`."""
    series = {
        query.id: datapoints(query, samples[query.metric], periods, end)
        for query in question.queries
    }
    if query := question.only:
        return series[query.id]
    moments = [point.at for point in series[question.queries[0].id]]
    values = {key: [point.value for point in points] for key, points in series.items()}
    found = expressions.value(question.returned, question.expressions, values)
    return [Datapoint(at, value) for at, value in zip(moments, found, strict=True)]


def begin(query: Query, periods: int, end: float) -> float:
    """Return where the first of the periods looked at begins."""
    return end - (periods + _FURTHER_BACK) * query.period_s


def datapoints(
    query: Query, samples: Sequence[Sample], periods: int, end: float
) -> list[Datapoint]:
    """Return a datapoint for each period looked at, the oldest first; the last ends at `end`."""
    first = begin(query, periods, end)
    kept = [one for one in samples if query.unit is None or one.unit == query.unit]
    return [
        Datapoint(start, statistic(query.statistic, _between(kept, start, start + query.period_s)))
        for start in (first + n * query.period_s for n in range(periods + _FURTHER_BACK))
    ]


def _between(samples: Sequence[Sample], start: float, end: float) -> list[Sample]:
    return [sample for sample in samples if start <= sample.at < end]
