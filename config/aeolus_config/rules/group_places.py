"""Where a worker group's instances are, when that is not everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from aeolus_config.model import Environment

from .registry import Finding, rule


@rule(source="Amazon EC2 Auto Scaling User Guide, Availability Zone distribution")
def groups_are_in_the_environments_zones(environment: Environment) -> Iterator[Finding]:
    """A group's zones are some of the environment's, each named once."""
    for name, group in environment.workers.items():
        for index, zone in enumerate(group.availability_zones):
            path = ("workers", name, "availability_zones", index)
            if zone not in environment.availability_zones:
                known = ", ".join(environment.availability_zones)
                yield Finding(path, "is no zone of this environment", f"take some of {known}")
            elif zone in group.availability_zones[:index]:
                yield Finding(path, "is named twice", "remove one")


@rule(source="Amazon VPC User Guide, Subnets")
def subnets_of_groups_are_there(environment: Environment) -> Iterator[Finding]:
    """A group has subnets of its own only in an existing network, in zones of the environment."""
    existing = environment.network.existing
    for name, group in environment.workers.items():
        path = ("workers", name, "subnet_ids")
        if group.subnet_ids and existing is None:
            yield Finding(
                path,
                "are for an existing network, and this one is made here",
                "write availability_zones, or use network.existing",
            )
        elif group.subnet_ids and group.availability_zones:
            yield Finding(path, "say in which zones the group is", "remove availability_zones")
        for zone in group.subnet_ids:
            if zone not in environment.availability_zones:
                known = ", ".join(environment.availability_zones)
                yield Finding(
                    (*path, zone), "is in no zone of this environment", f"take some of {known}"
                )


@rule(source="Amazon VPC User Guide, Enable internet access for a VPC")
def workers_are_in_no_public_subnet(environment: Environment) -> Iterator[Finding]:
    """No group is in a public subnet, from which a worker without an address reaches nobody."""
    existing = environment.network.existing
    public = set(existing.public_subnet_ids.values()) if existing else set()
    for name, group in environment.workers.items():
        for zone, subnet in group.subnet_ids.items():
            if subnet in public:
                yield Finding(
                    ("workers", name, "subnet_ids", zone),
                    "is a public subnet; a worker has no public address, and reaches nobody there",
                    "name one with a route to a NAT gateway or to endpoints",
                )
