"""A VPC that is already there, its routes and endpoints in the care of its owner."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cdktf import ITerraformDependable
from constructs import Construct

from .any_network import PORTS_OUT
from .security_group import ANYWHERE, SecurityGroup


class ExistingNetwork(Construct):
    """The same attributes as `Network`, from the ids that the environment file gives.

    Creates nothing: ways out, endpoints and flow logs are the VPC's own. An endpoint made here
    would clash with the owner's (only one per service and VPC may have private DNS), and gateway
    endpoints need route tables that only the owner knows. Without a NAT gateway the VPC must
    therefore already have endpoints of every service in use.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        vpc_id: str,
        cidr_block: str,
        availability_zones: Sequence[str],
        public_subnet_ids: Mapping[str, str],
        private_subnet_ids: Mapping[str, str],
        data_subnet_ids: Mapping[str, str],
        public_nodes: bool = False,
        ports_out: Sequence[int] = PORTS_OUT,
    ) -> None:
        """Use the subnets, by zone, that lie in `availability_zones`.

        Without data subnets the private ones serve; with `public_nodes` nodes start in the
        public subnets. They may connect to `ports_out` of anywhere.
        """
        super().__init__(scope, id_)
        self._ports_out = tuple(ports_out)

        def of_zones(subnet_ids: Mapping[str, str]) -> tuple[str, ...]:
            return tuple(subnet_ids[zone] for zone in availability_zones if zone in subnet_ids)

        self.vpc_id = vpc_id
        self.cidr_block = cidr_block
        self.availability_zones = tuple(availability_zones)
        self.public_subnet_ids = of_zones(public_subnet_ids)
        self.private_subnet_ids = of_zones(private_subnet_ids)
        # Only the owner knows those of the subnets.
        self.public_cidr_blocks: tuple[str, ...] = (cidr_block,)
        self.private_cidr_blocks: tuple[str, ...] = (cidr_block,)
        self.data_subnet_ids = of_zones(data_subnet_ids) or self.private_subnet_ids
        self.node_subnet_ids = self.public_subnet_ids if public_nodes else self.private_subnet_ids
        self.ready: list[ITerraformDependable] = []

    def allow_out(self, security_group: SecurityGroup, purpose: str) -> None:
        """Open the ports out to anywhere; the VPC's routes decide what can be reached."""
        for port in self._ports_out:
            security_group.allow_to_cidr(ANYWHERE, port, purpose)

    def add_endpoints(self, services: Iterable[str], clients: Sequence[SecurityGroup] = ()) -> None:
        """Leave the VPC as it is."""
