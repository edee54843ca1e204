"""`aws_cloudwatch_log_metric_filter`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

METRICS = Item(
    "custom_metrics",
    "metric-month",
    "Metrics that the filter publishes: one, or one for each value of its dimensions; none in a "
    "month without a match.",
    default=Figures.of(0, 1, 1),
    each=True,
)


class CloudwatchLogMetricFilter(ResourceType):
    """A filter is free; the custom metric that it publishes is not (Amazon CloudWatch pricing)."""

    type = "aws_cloudwatch_log_metric_filter"
    usage = (METRICS,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield its metrics."""
        yield view.by_usage(
            resource, METRICS, label="Custom metrics", price_key="cloudwatch.custom_metric"
        )
