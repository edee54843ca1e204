"""A graph of the dashboard, and how graphs are laid out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .metric import Metric

COLUMNS, WIDTH, HEIGHT = 3, 8, 6
"""Of a grid that is 24 wide (CloudWatch API, "Dashboard body structure and syntax")."""


@dataclass(frozen=True)
class Widget:
    """A graph of some metrics by the minute, its axis starting at zero."""

    title: str
    metrics: Sequence[Metric]

    type = "metric"

    def properties(self, region: str) -> dict[str, Any]:
        """Return the widget's properties as CloudWatch has them."""
        return {
            "title": self.title,
            "region": region,
            "view": "timeSeries",
            "period": 60,
            "metrics": [metric.series() for metric in self.metrics],
            "yAxis": {"left": {"min": 0}},
        }


@dataclass(frozen=True)
class LogTable:
    """What a query finds in a log group, a row each (CloudWatch Logs Insights)."""

    title: str
    log_group: str
    query: str

    type = "log"

    def properties(self, region: str) -> dict[str, Any]:
        """Return the widget's properties as CloudWatch has them."""
        return {
            "title": self.title,
            "region": region,
            "view": "table",
            "query": f"SOURCE '{self.log_group}' | {self.query}",
        }


def dashboard_body(
    widgets: Sequence[Widget | LogTable], alarm_arns: Sequence[str], region: str
) -> str:
    """Return the JSON of a dashboard: the alarms' states on top, the graphs three a row below."""
    states = {
        "type": "alarm",
        "x": 0,
        "y": 0,
        "width": COLUMNS * WIDTH,
        "height": 3,
        "properties": {"title": "Alarms", "alarms": list(alarm_arns)},
    }
    graphs = [
        {
            "type": widget.type,
            "x": WIDTH * (index % COLUMNS),
            "y": 3 + HEIGHT * (index // COLUMNS),
            "width": WIDTH,
            "height": HEIGHT,
            "properties": widget.properties(region),
        }
        for index, widget in enumerate(widgets)
    ]
    return json.dumps({"widgets": [states, *graphs]})
