"""An alarm on one metric, and what CloudWatch knows of the metric."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """The state of an alarm (Amazon CloudWatch User Guide, "Metric alarm states")."""

    OK = "OK"
    ALARM = "ALARM"
    INSUFFICIENT_DATA = "INSUFFICIENT_DATA"


@dataclass(frozen=True)
class Metric:
    """Whose values are looked at: a name in a namespace, and every one of its dimensions."""

    namespace: str
    name: str
    dimensions: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Query:
    """A metric's statistic over a period; `id` names it in an expression."""

    metric: Metric
    statistic: str
    period_s: int
    unit: str | None = None
    id: str = "m1"


@dataclass(frozen=True)
class Question:
    """What an alarm looks at: a metric, or what an expression makes of several.

    `expressions` are metric math by their ids, `returned` is the id of what is looked at.
    """

    queries: tuple[Query, ...]
    expressions: Mapping[str, str] = field(default_factory=dict)
    returned: str = "m1"

    @property
    def period_s(self) -> int:
        """The period of its datapoints."""
        return max(query.period_s for query in self.queries)

    @property
    def only(self) -> Query | None:
        """The one metric that is looked at as it is; None where there is an expression."""
        return None if self.expressions else self.queries[0]


@dataclass(frozen=True)
class Threshold:
    """What breaches: so many of the last periods, by the API's names of comparisons."""

    comparison: str
    value: float
    evaluation_periods: int = 1
    datapoints_to_alarm: int = 1
    treat_missing_data: str = "missing"

    def breached(self, value: float | None) -> bool:
        """Return whether a datapoint breaches; one that is missing does not."""
        if value is None:
            return False
        match self.comparison:
            case "GreaterThanThreshold":
                return value > self.value
            case "GreaterThanOrEqualToThreshold":
                return value >= self.value
            case "LessThanThreshold":
                return value < self.value
            case _:
                return value <= self.value


@dataclass(frozen=True)
class Sample:
    """What was put at a moment (seconds since 1970): one value, or a set's statistics."""

    at: float
    count: float
    total: float
    least: float
    most: float
    unit: str | None = None


@dataclass(frozen=True)
class Datapoint:
    """A statistic of the period that begins at a moment; None where there were no values."""

    at: float
    value: float | None
