"""Where things stand: subnets, sorted by the way that leads out of them."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.reading.stack import Resource, Stack

from .picture import Place
from .saying import UNKNOWN, text

PUBLIC, NAT, CLOSED, GIVEN = "public", "private", "closed", "given"

TITLES = {
    PUBLIC: "Public subnets",
    NAT: "Private subnets, out through NAT",
    CLOSED: "Private subnets, no way out",
    GIVEN: "Subnets of a network that exists already",
}
SUBNET_GROUPS = {
    "db_subnet_group_name": "aws_db_subnet_group",
    "subnet_group_name": "aws_elasticache_subnet_group",
}
SUBNETS = ("vpc_zone_identifier", "subnets", "subnet_ids", "subnet_id", "vpc_subnet_ids")


def place_of(resource: Resource, stack: Stack) -> str:
    """Return the key of the place that `resource` stands in; empty when in no subnet."""
    named = [name for name in SUBNETS if resource.values.has(name)]
    subnets = subnets_of(resource, stack)
    if subnets:
        return _way_out(subnets[0], stack)
    groups = (name for name in SUBNET_GROUPS if resource.values.has(name))
    return GIVEN if named or any(groups) else ""


def subnets_of(resource: Resource, stack: Stack) -> tuple[Resource, ...]:
    """Return the subnets of this configuration that `resource` names, itself or by a group."""
    holders = [resource]
    for argument, type_ in SUBNET_GROUPS.items():
        holders += stack.linked(resource, argument, type_)
    return tuple(
        subnet
        for holder in holders
        for argument in SUBNETS
        for subnet in stack.linked(holder, argument, "aws_subnet")
    )


def places(stack: Stack, used: Iterable[str]) -> tuple[Place, ...]:
    """Return the places that are `used`, outermost first, with the number of their zones."""
    zones: dict[str, set[str]] = {}
    for subnet in stack.of_type("aws_subnet"):
        zones.setdefault(_way_out(subnet, stack), set()).add(
            text(subnet.values, "availability_zone")
        )
    wanted = set(used)
    return tuple(
        Place(key, title + _zones(zones.get(key, set())))
        for key, title in TITLES.items()
        if key in wanted
    )


def _zones(names: set[str]) -> str:
    count = len(names - {"", UNKNOWN})
    return f", {count} zone{'s' if count > 1 else ''}" if count else ""


def _way_out(subnet: Resource, stack: Stack) -> str:
    """Return PUBLIC, NAT or CLOSED: what the routes of a subnet's table lead to."""
    tables = {
        table.address
        for each in stack.of_type("aws_route_table_association")
        if subnet in stack.linked(each, "subnet_id", "aws_subnet")
        for table in stack.linked(each, "route_table_id", "aws_route_table")
    }
    routes = [
        route
        for route in stack.of_type("aws_route")
        if tables
        & {each.address for each in stack.linked(route, "route_table_id", "aws_route_table")}
    ]
    if any(stack.linked(each, "gateway_id", "aws_internet_gateway") for each in routes):
        return PUBLIC
    return NAT if any(each.values.has("nat_gateway_id") for each in routes) else CLOSED
