"""`aws_cloudwatch_metric_alarm`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component, monthly
from aeolus_cost.reading.stack import Resource

STANDARD_FROM_SECONDS = 60
ANOMALY = "ANOMALY_DETECTION_BAND"
ANOMALY_METRICS = 3
"""The metric and both bounds of its band."""


class CloudwatchMetricAlarm(ResourceType):
    """An alarm bills for each metric it watches, at high resolution more (CloudWatch pricing)."""

    type = "aws_cloudwatch_metric_alarm"

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield its metrics."""
        values = resource.values
        queries = values.blocks("metric_query")
        expressions = [query.text("expression").strip().upper() for query in queries]
        if any(each.startswith("SELECT") for each in expressions):
            raise NotPricedError("a Metrics Insights query bills for each metric that it finds")
        metrics = [query.block("metric") for query in queries if query.has("metric")] or [values]
        anomaly = any(ANOMALY in each for each in expressions)
        count = len(metrics) * (ANOMALY_METRICS if anomaly else 1)
        fine = any(metric.number("period", 60) < STANDARD_FROM_SECONDS for metric in metrics)
        kind = "high_resolution" if fine else "standard"
        yield monthly(
            f"Alarm ({kind.replace('_', ' ')})",
            f"cloudwatch.alarm.{kind}",
            count,
            "alarm-metric-month",
            formula=f"{count} metric{'s' if count > 1 else ''}",
            stops=True,
        )
