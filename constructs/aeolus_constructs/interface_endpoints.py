"""Private ways to AWS services, for a network that has no NAT gateway."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from constructs import Construct

from .deployment import Deployment
from .endpoint_policy import endpoint_policy
from .providers import VpcEndpoint
from .security_group import SecurityGroup


class InterfaceEndpoints(Construct):
    """A security group, and an `aws_vpc_endpoint` in each subnet for every service asked for.

    Private DNS gives the service's ordinary name the endpoint's addresses, so that clients need
    no setting (AWS PrivateLink Guide, "Access an AWS service using an interface VPC endpoint").
    Each costs about $7 a month and zone.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        vpc_id: str,
        subnet_ids: Sequence[str],
    ) -> None:
        """Create the security group, which admits nobody yet."""
        super().__init__(scope, id_)
        self._deployment, self._vpc_id, self._subnet_ids = deployment, vpc_id, subnet_ids
        self.security_group = SecurityGroup(
            self,
            "security-group",
            deployment=deployment,
            vpc_id=vpc_id,
            suffix="endpoints",
            description="Interface endpoints of AWS services",
        )
        self._clients: set[str] = set()
        self.endpoints: list[VpcEndpoint] = []

    def allow_from(self, client: SecurityGroup, purpose: str) -> None:
        """Let `client` use the endpoints; asking twice is the same as once."""
        if client.node.path not in self._clients:
            self._clients.add(client.node.path)
            self.security_group.allow_from(client, 443, purpose)

    def add(self, services: Iterable[str]) -> None:
        """Create an endpoint for each of `services`, in the order of their names."""
        for service in sorted(set(services)):
            endpoint = VpcEndpoint(
                self,
                service,
                vpc_id=self._vpc_id,
                vpc_endpoint_type="Interface",
                service_name=f"com.amazonaws.{self._deployment.region}.{service}",
                private_dns_enabled=True,
                subnet_ids=list(self._subnet_ids),
                security_group_ids=[self.security_group.id],
                policy=endpoint_policy(self._deployment, service),
                tags={"Name": self._deployment.name(service)},
            )
            self.endpoints.append(endpoint)
