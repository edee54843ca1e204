"""Public IPv4 addresses that instances get when they are launched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from aeolus_cost.catalogue.resource_type import View
from aeolus_cost.component import Component, hourly
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

from .launch import Launch

ADDRESSES = Item(
    "auto_assigned_addresses",
    "addresses",
    "Public IPv4 addresses that instances keep of those they get at launch: one each, or none "
    "where an Elastic IP address takes its place.",
    each=True,
)
ELASTIC = (("aws_eip", "instance"), ("aws_eip_association", "instance_id"))
"""What puts an Elastic IP address in place of the one from launch, which is given back."""


def public_addresses(
    resource: Resource, launch: Launch, count: Figures, view: View, subnets: str
) -> Iterable[Component]:
    """Yield the addresses of `count` instances; the argument `subnets` says where they are.

    Where the launch does not say, the subnet does; the default subnets of a region assign one
    (Amazon VPC User Guide, "Default subnets").
    """
    assigned = launch.public_address()
    given = view.used(resource, ADDRESSES)
    if assigned is False:
        return
    if given is not None:
        yield _addresses(given, usage=f"{resource.type}.{ADDRESSES.name}")
    elif any(view.stack.referring(resource, *each) for each in ELASTIC):
        return
    elif assigned:
        yield _addresses(count)
    elif not resource.values.has(subnets):
        yield _addresses(count, said=", as default subnets assign")
    else:
        linked = view.stack.linked(resource, subnets, "aws_subnet")
        if any(each.values.flag("map_public_ip_on_launch") for each in linked):
            yield _addresses(count, said=", as the subnet assigns")
        elif not linked:
            # Nobody knows: what it would cost is shown, and the usage file can say.
            yield _addresses(Figures.same(0), said=": the subnet is not in this configuration")


def _addresses(count: Figures, *, said: str = "", usage: str = "") -> Component:
    line = hourly("Public IPv4 address", "public_ipv4.in_use", count, of="addresses", stops=True)
    return replace(line, formula=line.formula + said, usage=usage)
