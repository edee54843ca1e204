"""The ways out of a VPC: internet gateway, NAT gateways and the default routes to them."""

from __future__ import annotations

from cdktf import ITerraformDependable
from constructs import Construct

from aeolus_config.model import Egress

from .deployment import Deployment
from .providers import Eip, InternetGateway, NatGateway, Route, RouteTable
from .security_group import ANYWHERE
from .subnet_tier import SubnetTier


class InternetAccess(Construct):
    """An `aws_internet_gateway` for the public subnets, and NAT gateways as `egress` says.

    `nat_gateway_per_az`: each zone's private subnets leave through a gateway in the same zone,
    so that the loss of a zone takes no other zone's way out (Amazon VPC User Guide, "NAT gateway
    basics"). `nat_gateway`: all leave through the first zone's. Otherwise there are none.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        vpc_id: str,
        egress: Egress,
        public: SubnetTier,
        private: SubnetTier | None,
    ) -> None:
        """Route the tables of `public` and `private`."""
        super().__init__(scope, id_)
        self._deployment, self._public = deployment, public
        self.gateway = InternetGateway(
            self, "gateway", vpc_id=vpc_id, tags={"Name": deployment.name("internet")}
        )
        self.ready: list[ITerraformDependable] = []
        for table in dict.fromkeys(public.route_tables.values()):
            self._default_route("public", table, gateway_id=self.gateway.id)
        if private is not None:
            self._route_through_nat(egress, private)

    def _route_through_nat(self, egress: Egress, private: SubnetTier) -> None:
        zones = list(private.route_tables)
        with_nat = {Egress.NAT_GATEWAY_PER_AZ: zones, Egress.NAT_GATEWAY: zones[:1]}
        gateways = {zone: self._nat_gateway(zone) for zone in with_nat.get(egress, [])}
        if not gateways:
            return
        first = next(iter(gateways.values()))
        for zone, table in private.route_tables.items():
            self._default_route(zone, table, nat_gateway_id=gateways.get(zone, first).id)

    def _nat_gateway(self, zone: str) -> NatGateway:
        name = f"{self._deployment.name('nat')}-{zone}"
        address = Eip(
            self,
            f"address-{zone}",
            domain="vpc",
            tags={"Name": name},
            # Neither can be made before the VPC has a gateway, which can only go after them.
            depends_on=[self.gateway],
        )
        gateway = NatGateway(
            self,
            f"nat-{zone}",
            allocation_id=address.id,
            subnet_id=self._public.subnet_ids[zone],
            tags={"Name": name},
            depends_on=[self.gateway],
        )
        self.ready.append(gateway)
        return gateway

    def _default_route(
        self,
        label: str,
        table: RouteTable,
        *,
        gateway_id: str | None = None,
        nat_gateway_id: str | None = None,
    ) -> None:
        route = Route(
            self,
            f"route-{label}",
            route_table_id=table.id,
            destination_cidr_block=ANYWHERE,
            gateway_id=gateway_id,
            nat_gateway_id=nat_gateway_id,
        )
        self.ready.append(route)
