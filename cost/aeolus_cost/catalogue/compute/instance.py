"""`aws_instance` and `aws_spot_instance_request`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.reading.stack import Resource

from .launch import Launch
from .launched import Arguments
from .machine import CREDITS, IMAGE, Machines, detailed_monitoring, disks, surplus_credits, types_of
from .public_address import ADDRESSES, public_addresses
from .purchase import NONE, ONE, Fleet, hours
from .template import template_of
from .volumes import MAGNETIC_IO

TEMPLATE = "launch_template"


class Instance(ResourceType):
    """By the hour of its type, Linux, on demand or Spot (Amazon EC2 On-Demand pricing).

    An image of Windows or of the marketplace costs more: which it is, Terraform does not say.
    """

    type = "aws_instance"
    usage = (CREDITS, ADDRESSES, IMAGE, MAGNETIC_IO)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield hours, and what the instance has beside them. Its volumes outlast a stop."""
        named = resource.values.block(TEMPLATE).arguments.get("name")
        template = template_of(resource, TEMPLATE, named, view)
        launch = Arguments(resource.values, template or Launch())
        machines = Machines(resource, launch, types_of(launch), ONE, disks_stop=False)
        spot = ONE if self.is_spot(launch) else NONE
        name = "" if self.is_spot(launch) else "Instance"
        yield from hours(Fleet(machines.types, ONE), spot, view.book, name)
        yield from surplus_credits(machines, view)
        yield from public_addresses(resource, launch, ONE, view, "subnet_id")
        yield from detailed_monitoring(machines)
        yield from disks(machines, view)

    def is_spot(self, launch: Launch) -> bool:
        """Return whether it is Spot capacity."""
        return launch.spot()


class SpotInstanceRequest(Instance):
    """An instance of Spot capacity, with the arguments of `aws_instance`."""

    type = "aws_spot_instance_request"

    def is_spot(self, launch: Launch) -> bool:
        """Return that it is, whatever its arguments say."""
        return True
