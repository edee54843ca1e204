"""`aws_nat_gateway`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import ResourceType, View
from aeolus_cost.component import Component, hourly
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

PROCESSED = Item(
    "gb_processed",
    "GB",
    "Traffic through NAT, both ways: package indexes, APIs outside AWS. S3 and DynamoDB go by "
    "gateway endpoints.",
    default=Figures.of(0, 20, 100),
)


class NatGateway(ResourceType):
    """By the hour and by the gigabyte, whichever way it goes (Amazon VPC pricing)."""

    type = "aws_nat_gateway"
    usage = (PROCESSED,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield the hours, which end while the environment is stopped, and the traffic."""
        yield hourly("NAT gateway", "nat_gateway.hour", stops=True)
        yield view.by_usage(resource, PROCESSED, label="Data processed", price_key="nat_gateway.gb")
