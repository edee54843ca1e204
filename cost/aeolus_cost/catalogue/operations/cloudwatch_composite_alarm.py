"""`aws_cloudwatch_composite_alarm`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import ResourceType, View
from aeolus_cost.component import Component, monthly
from aeolus_cost.reading.stack import Resource


class CloudwatchCompositeAlarm(ResourceType):
    """A composite alarm bills by the month, whatever it is made of (Amazon CloudWatch pricing)."""

    type = "aws_cloudwatch_composite_alarm"

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield the alarm; those that it is made of bill themselves."""
        yield monthly("Composite alarm", "cloudwatch.alarm.composite", 1, "alarm-month")
