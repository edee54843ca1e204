"""The endpoints of S3 and DynamoDB that cost nothing and act by routes."""

from __future__ import annotations

from collections.abc import Sequence

from cdktf import ITerraformDependable, TerraformResource
from constructs import Construct

from .deployment import Deployment
from .endpoint_policy import endpoint_policy
from .providers import VpcEndpoint
from .security_group import SecurityGroup

GATEWAY_SERVICES = ("s3", "dynamodb")
"""The only two that have gateway endpoints (AWS PrivateLink Guide, "Gateway endpoints")."""


class GatewayEndpoints(Construct):
    """An `aws_vpc_endpoint` for each of `GATEWAY_SERVICES`, in the route tables of the nodes.

    Always worth it: traffic to S3 through a NAT gateway is charged by the gigabyte.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        vpc_id: str,
        route_table_ids: Sequence[str],
    ) -> None:
        """Create the endpoints in `vpc_id`."""
        super().__init__(scope, id_)
        self._endpoints = {
            service: VpcEndpoint(
                self,
                service,
                vpc_id=vpc_id,
                vpc_endpoint_type="Gateway",
                service_name=f"com.amazonaws.{deployment.region}.{service}",
                route_table_ids=list(route_table_ids),
                policy=endpoint_policy(deployment, service),
                tags={"Name": deployment.name(service)},
            )
            for service in GATEWAY_SERVICES
        }
        self.ready: list[ITerraformDependable] = list(self._endpoints.values())

    def allow_to(self, client: SecurityGroup, purpose: str) -> None:
        """Let `client` reach the services' addresses, and no others, by HTTPS."""
        for service, endpoint in self._endpoints.items():
            client.allow_to_prefix_list(service, endpoint.prefix_list_id, 443, purpose)

    def wait_for(self, others: Sequence[TerraformResource]) -> None:
        """Create these endpoints only after `others`."""
        addresses = [f"{each.terraform_resource_type}.{each.friendly_unique_id}" for each in others]
        for endpoint in self._endpoints.values():
            endpoint.depends_on = addresses
