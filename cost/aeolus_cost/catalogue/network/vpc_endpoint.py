"""`aws_vpc_endpoint`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component, hourly
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

PRICES = {
    "Interface": ("Interface endpoint", "interface"),
    "GatewayLoadBalancer": ("Gateway load balancer endpoint", "gateway_load_balancer"),
}
ASSOCIATION = "aws_vpc_endpoint_subnet_association"
PROCESSED = Item(
    "gb_processed",
    "GB",
    "Traffic through endpoints that bill, all together: logs, metrics, secrets.",
    default=Figures.of(0, 5, 50),
    among=lambda endpoint: endpoint.values.arguments.get("vpc_endpoint_type") in PRICES,
)


class VpcEndpoint(ResourceType):
    """An interface bills in each zone by the hour, and by the gigabyte (AWS PrivateLink pricing).

    A gateway is free, and what an endpoint is unless it says otherwise.
    """

    type = "aws_vpc_endpoint"
    usage = (PROCESSED,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield hours for each subnet, and the traffic."""
        kind = resource.values.text("vpc_endpoint_type", "Gateway")
        if kind == "Gateway":
            return
        if kind not in PRICES:
            raise NotPricedError(f"no rule for an endpoint of type {kind}")
        name, price = PRICES[kind]
        zones = _zones(resource, view)
        yield hourly(name, f"vpc_endpoint.{price}.hour", zones, of="zones", stops=True)
        yield view.by_usage(
            resource, PROCESSED, label="Data processed", price_key=f"vpc_endpoint.{price}.gb"
        )


def _zones(resource: Resource, view: View) -> int:
    """Return how many subnets it is in, each in a zone of its own; an association may add one."""
    associated = [
        each
        for each in view.stack.of_type(ASSOCIATION)
        if resource in view.stack.linked(each, "vpc_endpoint_id", resource.type)
    ]
    zones = view.count(resource, "subnet_ids", "aws_subnet") + len(associated)
    if not zones:
        raise NotPricedError("subnet_ids says of no subnet that it is in it")
    return zones
