"""A CloudWatch metric, as alarms and widgets name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Statistic = Literal["Average", "Minimum", "Maximum", "Sum", "p95"]


@dataclass(frozen=True)
class Metric:
    """One metric with its dimensions, and how the values of a period become one."""

    namespace: str
    name: str
    dimensions: Mapping[str, str]
    statistic: Statistic
    label: str = ""
    """What a graph calls it; empty: CloudWatch's own choice."""

    def series(self) -> list[object]:
        """Return the metric as a dashboard has it (CloudWatch API, "Dashboard body structure")."""
        pairs = [part for pair in self.dimensions.items() for part in pair]
        options = {"stat": self.statistic} | ({"label": self.label} if self.label else {})
        return [self.namespace, self.name, *pairs, options]
