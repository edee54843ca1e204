"""`aws_cloudwatch_dashboard`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import ResourceType, View
from aeolus_cost.component import Component, monthly
from aeolus_cost.reading.stack import Resource


class CloudwatchDashboard(ResourceType):
    """A dashboard bills by the month (Amazon CloudWatch pricing)."""

    type = "aws_cloudwatch_dashboard"

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield the dashboard."""
        yield monthly("Dashboard", "cloudwatch.dashboard", 1, "dashboard-month", stops=True)
