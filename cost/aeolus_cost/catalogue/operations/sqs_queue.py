"""`aws_sqs_queue`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

REQUESTS = Item(
    "requests",
    "1M requests",
    "Requests, all queues together: dead letters are few.",
    default=Figures.of(0, "0.001", "0.01"),
)


class SqsQueue(ResourceType):
    """A queue bills by the request (Amazon SQS pricing)."""

    type = "aws_sqs_queue"
    usage = (REQUESTS,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield what is asked of it."""
        kind = "fifo" if resource.values.flag("fifo_queue") else "standard"
        yield view.by_usage(resource, REQUESTS, label="Requests", price_key=f"sqs.{kind}")
