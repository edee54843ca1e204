"""Statistics of the values of one period."""

from __future__ import annotations

import math
from collections.abc import Sequence

from aeolus_sandbox.services.alarms.alarm import Sample


def statistic(name: str, samples: Sequence[Sample]) -> float | None:
    """Return a statistic by the API's name, `Average` or `p99.9` as examples; None without data.

    Amazon CloudWatch User Guide, "CloudWatch statistics definitions".
    """
    count = sum(sample.count for sample in samples)
    if not count:
        return None
    match name:
        case "SampleCount":
            return count
        case "Sum":
            return sum(sample.total for sample in samples)
        case "Average":
            return sum(sample.total for sample in samples) / count
        case "Minimum":
            return min(sample.least for sample in samples)
        case "Maximum":
            return max(sample.most for sample in samples)
        case _:
            return _percentile(float(name.removeprefix("p")), samples)


def _percentile(share: float, samples: Sequence[Sample]) -> float | None:
    """Return the value that `share` percent do not exceed.

    A set of several different values cannot be taken apart: CloudWatch has no percentile then.
    """
    if any(sample.least != sample.most for sample in samples):
        return None
    ordered = sorted(samples, key=lambda sample: sample.least)
    rank = math.ceil(share / 100 * sum(sample.count for sample in ordered))
    for sample in ordered:
        rank -= int(sample.count)
        if rank <= 0:
            return sample.least
    return ordered[-1].least
