"""`aws_vpc` and `aws_default_vpc`: what crosses them."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

CROSS_ZONE = Item(
    "cross_zone_gb",
    "GB",
    "Traffic between zones, counted where it leaves and again where it arrives, as it is billed "
    "(DataTransfer-Regional-Bytes): 100 GB from one zone to another are 200. Metadata, broker and "
    "logs go across.",
    default=Figures.of(2, 40, 200),
)
OUT = Item(
    "internet_out_gb",
    "GB",
    "Traffic to the internet: people who look at the UI, tasks that write elsewhere.",
    default=Figures.of(0, 10, 100),
)


class Vpc(ResourceType):
    """A VPC is free; traffic is not (Amazon EC2 pricing, "Data Transfer")."""

    type = "aws_vpc"
    usage = (CROSS_ZONE, OUT)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield traffic between zones and to the internet."""
        yield view.by_usage(
            resource, CROSS_ZONE, label="Traffic between zones", price_key="data_transfer.cross_az"
        )
        yield view.by_usage(
            resource, OUT, label="Traffic to the internet", price_key="data_transfer.out_internet"
        )


class DefaultVpc(Vpc):
    """The one that an account begins with in each region."""

    type = "aws_default_vpc"
