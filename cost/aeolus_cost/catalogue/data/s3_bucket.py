"""`aws_s3_bucket`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

STORED = Item(
    "storage_gb",
    "GB-month",
    "Objects in the standard class, every version of them, all buckets together: task logs and "
    "load balancers' logs until they expire, DAGs.",
    default=Figures.of(1, 20, 200),
)
PUT = Item(
    "put_requests",
    "1k requests",
    "PUT, COPY, POST and LIST, all buckets together. Two masters list the DAGs every 20 seconds, "
    "131 thousand times a month each; the rest is a log for each try of a task.",
    default=Figures.of(260, 600, 3000),
)
GET = Item(
    "get_requests",
    "1k requests",
    "GET and all others, all buckets together: hosts that boot, and people who read logs.",
    default=Figures.of(0, 500, 5000),
)


class S3Bucket(ResourceType):
    """By the gigabyte and the request, in the standard class (Amazon S3 pricing).

    What lifecycle rules move to another class is not counted there; DELETE is free.
    """

    type = "aws_s3_bucket"
    usage = (STORED, PUT, GET)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield storage and requests, all by usage."""
        yield view.by_usage(resource, STORED, label="Storage (standard)", price_key="s3.standard")
        label = "PUT, COPY, POST, LIST requests"
        yield view.by_usage(resource, PUT, label=label, price_key="s3.put_1k")
        yield view.by_usage(resource, GET, label="GET and other requests", price_key="s3.get_1k")
