"""`aws_lb`, and `aws_alb`, its older name."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component, hourly
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

CAPACITY = Item(
    "lcu_hours",
    "LCU-hour",
    "Load balancer capacity units, all load balancers together: one is 25 new connections a "
    "second, or 1 GB an hour; people and tasks that report use a part of one.",
    default=Figures.of(0, 150, 730),
)
PRICES = {"application": "alb", "network": "nlb"}
"""What the price keys of a type of load balancer begin with."""
WITHOUT_IPV4 = "dualstack-without-public-ipv4"


class Lb(ResourceType):
    """A load balancer bills by the hour and by capacity units.

    One that faces the internet has a public IPv4 address in each zone (Elastic Load Balancing
    pricing; Amazon VPC pricing, "Public IPv4 Address").
    """

    type = "aws_lb"
    usage = (CAPACITY,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield hours, capacity units and addresses; hours end while an environment is stopped."""
        values = resource.values
        kind = values.text("load_balancer_type", "application")
        if kind not in PRICES:
            raise NotPricedError(f"no rule for a load balancer of type {kind}")
        yield hourly(f"{kind.capitalize()} load balancer", f"{PRICES[kind]}.hour", stops=True)
        yield view.by_usage(
            resource, CAPACITY, label="Capacity units", price_key=f"{PRICES[kind]}.lcu"
        )
        if not values.flag("internal") and values.text("ip_address_type") != WITHOUT_IPV4:
            yield hourly(
                "Public IPv4 addresses",
                "public_ipv4.in_use",
                _own_addresses(resource, view),
                of="zones",
                stops=True,
            )


class Alb(Lb):
    """The same by its older name."""

    type = "aws_alb"


def _own_addresses(resource: Resource, view: View) -> int:
    """Return in how many zones it has an address that is not an `aws_eip`, which bills itself."""
    mapped = resource.values.blocks("subnet_mapping")
    zones = view.count(resource, "subnets", "aws_subnet")
    if not mapped and not zones:
        raise NotPricedError("neither subnets nor subnet_mapping says how many addresses it has")
    return zones + sum(not each.has("allocation_id") for each in mapped)
