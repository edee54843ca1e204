"""`aws_route53_zone`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import ResourceType, View
from aeolus_cost.component import Component, monthly
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

QUERIES = Item(
    "queries",
    "1M requests",
    "Queries to the zone, all zones together; those for an alias to AWS are free.",
    default=Figures.of(0, "0.1", 1),
)


class Route53Zone(ResourceType):
    """A zone bills by the month (Amazon Route 53 pricing)."""

    type = "aws_route53_zone"
    usage = (QUERIES,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield the zone, and what is asked of it."""
        yield monthly("Hosted zone", "route53.hosted_zone", 1, "zone-month")
        yield view.by_usage(resource, QUERIES, label="Queries", price_key="route53.queries")
