"""`aws_cloudwatch_event_bus`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

PUT = Item(
    "custom_events",
    "1M events",
    "Events that applications put on buses of their own, all together, each of 64 KB at most.",
    default=Figures.of(0, "0.1", 1),
)


class CloudwatchEventBus(ResourceType):
    """A bus bills by the events that applications put on it (Amazon EventBridge pricing)."""

    type = "aws_cloudwatch_event_bus"
    usage = (PUT,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield the events."""
        yield view.by_usage(
            resource, PUT, label="Custom events", price_key="eventbridge.custom_events"
        )
