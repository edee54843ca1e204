"""`aws_elb`: load balancers of the previous generation."""

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
    "Traffic through classic load balancers, all together, both ways.",
    default=Figures.of(0, 10, 100),
)


class Elb(ResourceType):
    """A classic load balancer bills by the hour and by the gigabyte (ELB pricing).

    One that faces the internet has a public IPv4 address in each zone.
    """

    type = "aws_elb"
    usage = (PROCESSED,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield hours, traffic and addresses; hours end while an environment is stopped."""
        yield hourly("Classic load balancer", "clb.hour", stops=True)
        yield view.by_usage(resource, PROCESSED, label="Data processed", price_key="clb.gb")
        if not resource.values.flag("internal"):
            subnets = view.count(resource, "subnets", "aws_subnet")
            zones = subnets or len(resource.values.texts("availability_zones"))
            yield hourly(
                "Public IPv4 addresses", "public_ipv4.in_use", zones, of="zones", stops=True
            )
