"""What every network offers to the constructs in it, made here or found there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from cdktf import ITerraformDependable

from .security_group import SecurityGroup

PORTS_OUT = (443,)
"""What nodes reach on the internet, unless more is asked for: HTTPS."""


class AnyNetwork(Protocol):
    """A VPC with subnets per availability zone; each tuple is in the order of the zones."""

    vpc_id: str
    cidr_block: str
    availability_zones: tuple[str, ...]
    public_subnet_ids: tuple[str, ...]
    """For public load balancers."""
    private_subnet_ids: tuple[str, ...]
    public_cidr_blocks: tuple[str, ...]
    """Networks that the public subnets are in, and no more than the VPC's."""
    private_cidr_blocks: tuple[str, ...]
    data_subnet_ids: tuple[str, ...]
    """For metastore and broker: no way out."""
    node_subnet_ids: tuple[str, ...]
    """For nodes: the private subnets, or the public ones where nodes have public addresses."""
    ready: list[ITerraformDependable]
    """The ways in and out: what starts in the network before these are there fails to reach AWS."""

    def allow_out(self, security_group: SecurityGroup, purpose: str) -> None:
        """Let members of `security_group` reach AWS, and the internet where there is a way out.

        By HTTPS, and at the ports that the network was made with. Names need no rule: security
        groups do not filter the VPC's own resolver (Amazon VPC User Guide, "Security groups").
        """

    def add_endpoints(self, services: Iterable[str], clients: Sequence[SecurityGroup] = ()) -> None:
        """Give `clients` endpoints of AWS `services` where there is no other way to them.

        `services` are named as in endpoint names, such as `secretsmanager`. At most one call.
        """
