"""The network of an environment: a VPC of its own, or one that exists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cdktf import ITerraformDependable
from constructs import Construct

from aeolus_config.model import Egress, NetworkConfig

from .any_network import PORTS_OUT
from .any_network import AnyNetwork as AnyNetwork
from .deployment import Deployment
from .encryption_key import EncryptionKey
from .existing_network import ExistingNetwork
from .flow_logs import FlowLogs
from .gateway_endpoints import GATEWAY_SERVICES, GatewayEndpoints
from .interface_endpoints import InterfaceEndpoints
from .internet_access import InternetAccess
from .providers import DefaultSecurityGroup, Vpc
from .security_group import ANYWHERE, SecurityGroup
from .subnets import Subnets, cidr_blocks, ids


class Network(Construct):
    """A VPC with public, private and data subnets in every zone, ways out, and flow logs.

    Creates the VPC, its default security group without a rule, the subnets of
    `aeolus_config.subnet_plan`, an internet gateway, NAT gateways as `egress` says, gateway
    endpoints of S3 and DynamoDB, and with egress `none` the interface endpoints that
    `add_endpoints` is asked for. With egress `public_ip` nodes live in the public subnets, and
    there are no others. See `AnyNetwork` for the attributes.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        encryption_key: EncryptionKey,
        availability_zones: Sequence[str],
        cidr_block: str,
        egress: Egress,
        flow_logs_retention_in_days: int,
        ports_out: Sequence[int] = PORTS_OUT,
        hibernated: bool = False,
    ) -> None:
        """Create the network; raises ValueError when `cidr_block` cannot be divided.

        Nodes may connect to `ports_out` of the internet, where there is a way to it. A `hibernated`
        one has no NAT gateway: nobody is there to go out.
        """
        super().__init__(scope, id_)
        self._ports_out = tuple(ports_out)
        self.availability_zones = tuple(availability_zones)
        self.cidr_block = cidr_block
        self.vpc_id = self._vpc(deployment.name("vpc"))
        subnets = Subnets(
            self,
            "subnets",
            deployment=deployment,
            vpc_id=self.vpc_id,
            cidr_block=cidr_block,
            availability_zones=availability_zones,
            public_nodes=egress is Egress.PUBLIC_IP,
        )
        self.public_subnet_ids = ids(subnets.public)
        self.private_subnet_ids = ids(subnets.private)
        self.public_cidr_blocks = cidr_blocks(subnets.public)
        self.private_cidr_blocks = cidr_blocks(subnets.private)
        self.data_subnet_ids = ids(subnets.data)
        self.node_subnet_ids = ids(subnets.nodes)
        internet = InternetAccess(
            self,
            "internet",
            deployment=deployment,
            vpc_id=self.vpc_id,
            egress=Egress.NONE if hibernated else egress,
            public=subnets.public,
            private=subnets.private,
        )
        self._gateway_endpoints = GatewayEndpoints(
            self,
            "gateway-endpoints",
            deployment=deployment,
            vpc_id=self.vpc_id,
            route_table_ids=subnets.nodes.route_table_ids,
        )
        self._interface_endpoints: InterfaceEndpoints | None = None
        if egress is Egress.NONE:
            self._interface_endpoints = InterfaceEndpoints(
                self,
                "interface-endpoints",
                deployment=deployment,
                vpc_id=self.vpc_id,
                subnet_ids=self.node_subnet_ids,
            )
        FlowLogs(
            self,
            "flow-logs",
            deployment=deployment,
            encryption_key=encryption_key,
            vpc_id=self.vpc_id,
            retention_in_days=flow_logs_retention_in_days,
        )
        self.ready: list[ITerraformDependable] = [
            *subnets.ready,
            *internet.ready,
            *self._gateway_endpoints.ready,
        ]

    def _vpc(self, name: str) -> str:
        vpc = Vpc(
            self,
            "vpc",
            cidr_block=self.cidr_block,
            enable_dns_hostnames=True,
            enable_dns_support=True,
            tags={"Name": name},
        )
        # Without a rule, so that a resource that forgets its own group can reach nothing.
        DefaultSecurityGroup(self, "default", vpc_id=vpc.id, tags={"Name": f"{name}-closed"})
        return vpc.id

    def allow_out(self, security_group: SecurityGroup, purpose: str) -> None:
        """Open the ports out to anywhere, or without a way out HTTPS to the endpoints alone."""
        if self._interface_endpoints is None:
            for port in self._ports_out:
                security_group.allow_to_cidr(ANYWHERE, port, purpose)
        else:
            self._interface_endpoints.allow_from(security_group, purpose)
            self._gateway_endpoints.allow_to(security_group, purpose)

    def add_endpoints(self, services: Iterable[str], clients: Sequence[SecurityGroup] = ()) -> None:
        """Create interface endpoints of `services` for `clients` with egress `none`, else nothing.

        Those of `allow_out` are clients already.
        """
        endpoints = self._interface_endpoints
        if endpoints is None:
            return
        endpoints.add(set(services) - set(GATEWAY_SERVICES))
        for client in clients:
            endpoints.allow_from(client, "AWS services")
        # Whoever copied `ready` before this call waits for the gateway endpoints: let these be
        # the last of all.
        self._gateway_endpoints.wait_for(endpoints.endpoints)
        self.ready.extend(endpoints.endpoints)


def network_for(
    scope: Construct,
    id_: str,
    *,
    config: NetworkConfig,
    availability_zones: Sequence[str],
    deployment: Deployment,
    encryption_key: EncryptionKey,
    ports_out: Sequence[int] = PORTS_OUT,
    hibernated: bool = False,
) -> AnyNetwork:
    """Return the network that `config` describes: the existing one if it names one, else a new."""
    if config.existing is None:
        return Network(
            scope,
            id_,
            deployment=deployment,
            encryption_key=encryption_key,
            availability_zones=availability_zones,
            cidr_block=config.cidr_block,
            egress=config.egress,
            flow_logs_retention_in_days=config.flow_logs_retention_in_days,
            ports_out=ports_out,
            hibernated=hibernated,
        )
    existing = config.existing
    return ExistingNetwork(
        scope,
        id_,
        vpc_id=existing.vpc_id,
        cidr_block=existing.cidr_block,
        availability_zones=availability_zones,
        public_subnet_ids=existing.public_subnet_ids,
        private_subnet_ids=existing.private_subnet_ids,
        data_subnet_ids=existing.data_subnet_ids,
        public_nodes=config.egress is Egress.PUBLIC_IP,
        ports_out=ports_out,
    )
