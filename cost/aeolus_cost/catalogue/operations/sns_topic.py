"""`aws_sns_topic`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

PUBLISHED = Item(
    "requests",
    "1M requests",
    "Messages published, all topics together: alarms and decisions, a few a day.",
    default=Figures.of(0, "0.001", "0.01"),
)


class SnsTopic(ResourceType):
    """A topic bills by what is published (Amazon SNS pricing)."""

    type = "aws_sns_topic"
    usage = (PUBLISHED,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield what is published; what is delivered bills with its subscription."""
        if resource.values.flag("fifo_topic"):
            raise NotPricedError("no rule for a FIFO topic")
        yield view.by_usage(resource, PUBLISHED, label="Messages", price_key="sns.requests")
