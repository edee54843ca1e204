"""The StatsD protocol, as Airflow's client speaks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

PREFIX = "airflow."
"""What Airflow puts before each name (`[metrics] statsd_prefix`)."""

# CloudWatch takes from -2^360 to 2^360, and nothing that is not a number (API, "MetricDatum"):
# one such value would have all of a request refused.
_MOST = 1e100


class Kind(StrEnum):
    """What a value is."""

    COUNTER = "c"
    GAUGE = "g"
    TIMER = "ms"


@dataclass(frozen=True)
class Sample:
    """A value that was told; a gauge's may be `relative` to what it was."""

    name: str
    kind: Kind
    value: float
    relative: bool = False


def samples(datagram: bytes) -> Iterator[Sample]:
    """Yield what a datagram tells, a line each; what is no StatsD is nothing."""
    for line in datagram.decode(errors="replace").splitlines():
        if (sample := _sample(line)) is not None:
            yield sample


def _sample(line: str) -> Sample | None:
    name, _, rest = line.partition(":")
    text, _, rest = rest.partition("|")
    kind, *options = rest.split("|")
    try:
        value = float(text)
        found = Kind(kind)
        if found is Kind.COUNTER:  # of which one in so many is told
            value /= next((float(each[1:]) for each in options if each.startswith("@")), 1.0)
    except (ValueError, ZeroDivisionError):
        return None
    if not name or not abs(value) < _MOST:
        return None
    relative = found is Kind.GAUGE and text.startswith(("+", "-"))
    return Sample(name.removeprefix(PREFIX), found, value, relative)
