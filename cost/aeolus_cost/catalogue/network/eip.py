"""`aws_eip`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component, hourly
from aeolus_cost.reading.stack import Resource

OF_AWS = "amazon"
"""The pool of AWS's own addresses."""


class Eip(ResourceType):
    """A public IPv4 address bills by the hour, in use or idle (Amazon VPC pricing).

    An address that its user brought to AWS is free ("Bring your own IP").
    """

    type = "aws_eip"

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield the address; it stays while an environment is stopped, unless a NAT gateway has it.

        Gateways go with their addresses.
        """
        if resource.values.has("ipam_pool_id"):
            raise NotPricedError("no rule for an address of an IPAM pool")
        if resource.values.text("public_ipv4_pool", OF_AWS) == OF_AWS:
            goes = bool(view.stack.referring(resource, "aws_nat_gateway", "allocation_id"))
            yield hourly("Public IPv4 address", "public_ipv4.in_use", stops=goes)
