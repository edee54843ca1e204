"""The network an environment lives in: one of its own, or one that exists."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from .base import AvailabilityZone, Cidr, Model, SubnetId, VpcId


class Egress(StrEnum):
    """How nodes reach the internet.

    `nat_gateway_per_az` survives the loss of a zone; `nat_gateway` is one for all zones;
    `none` leaves only VPC endpoints; `public_ip` gives a single node its own address.
    """

    NAT_GATEWAY_PER_AZ = "nat_gateway_per_az"
    NAT_GATEWAY = "nat_gateway"
    NONE = "none"
    PUBLIC_IP = "public_ip"


class ExistingNetwork(Model):
    """A VPC that is already there; each map is availability zone → subnet id."""

    vpc_id: VpcId
    """The VPC."""
    cidr_block: Cidr
    """The VPC's primary network."""
    public_subnet_ids: dict[AvailabilityZone, SubnetId] = Field(default_factory=dict)
    """Where a public load balancer or a public single node lives."""
    private_subnet_ids: dict[AvailabilityZone, SubnetId] = Field(default_factory=dict)
    """Where nodes and internal load balancers live."""
    data_subnet_ids: dict[AvailabilityZone, SubnetId] = Field(default_factory=dict)
    """Where metastore and broker live; empty: the private subnets serve."""


class NetworkConfig(Model):
    """Addresses, way out, and what is logged of the traffic."""

    cidr_block: Cidr = "10.40.0.0/16"
    """The VPC's network; a /16 to /21 (`aeolus_config.subnet_plan` says why)."""
    egress: Egress = Egress.NAT_GATEWAY_PER_AZ
    """How nodes reach the internet."""
    existing: ExistingNetwork | None = None
    """Use this VPC instead of creating one."""
    flow_logs_retention_in_days: int = Field(default=30, ge=1, le=3653)
    """A retention that CloudWatch Logs knows."""
