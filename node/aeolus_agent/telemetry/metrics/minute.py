"""What was told within a minute, summed up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from .statsd import Kind, Sample

_UNITS = {Kind.COUNTER: "Count", Kind.GAUGE: "None", Kind.TIMER: "Milliseconds"}


@dataclass(frozen=True)
class Datum:
    """The values of a metric within the minute that began `at`, in seconds since the epoch."""

    name: str
    at: float
    unit: str
    """CloudWatch's name of it (API, "MetricDatum")."""
    count: int
    total: float
    least: float
    most: float


def single(name: str, at: float, value: float, unit: str) -> Datum:
    """Return the datum of one value."""
    return Datum(name, at, unit, 1, value, value, value)


class Minutes:
    """Sums up samples of the metrics that are `allowed`, minute by minute.

    A node tells one value a minute of a counter, its sum, and of a gauge, the last: the sum over
    all nodes, the mean and the most are CloudWatch's to make. Timers keep all four. What nobody
    told, and a counter that counted nothing, is no value.
    """

    def __init__(self, allowed: Collection[str]) -> None:
        """Take in nothing but these."""
        self._allowed = frozenset(allowed)
        self._told: dict[tuple[Kind, str], list[float]] = {}
        self._gauges: dict[str, float] = {}

    def add(self, sample: Sample) -> None:
        """Take in a sample, if it is of one of the metrics."""
        if sample.name not in self._allowed:
            return
        value = sample.value
        if sample.kind is Kind.GAUGE:
            value += self._gauges.get(sample.name, 0.0) if sample.relative else 0.0
            self._gauges[sample.name] = value
        self._told.setdefault((sample.kind, sample.name), []).append(value)

    def close(self, at: float) -> list[Datum]:
        """Return what was told since the last time, as of the minute that began `at`."""
        told, self._told = self._told, {}
        return [
            datum
            for (kind, name), values in sorted(told.items())
            if (datum := _datum(kind, name, at, values)) is not None
        ]


def _datum(kind: Kind, name: str, at: float, values: list[float]) -> Datum | None:
    unit = _UNITS[kind]
    if kind is Kind.TIMER:
        return Datum(name, at, unit, len(values), sum(values), min(values), max(values))
    if kind is Kind.GAUGE:
        return single(name, at, values[-1], unit)
    total = sum(values)
    return single(name, at, total, unit) if total else None
