"""Subnets of one kind, one in each availability zone, with their route tables."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Network
from typing import Literal

from cdktf import ITerraformDependable
from constructs import Construct

from .deployment import Deployment
from .providers import RouteTable, RouteTableAssociation, Subnet


class SubnetTier(Construct):
    """An `aws_subnet` per zone, each associated with a route table that has no route out yet.

    One table serves all zones, or with `table_per_zone` each zone has its own. No subnet gives
    public addresses of itself: what is to have one says so.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        vpc_id: str,
        tier: Literal["public", "private", "data"],
        cidr_blocks: Mapping[str, IPv4Network],
        table_per_zone: bool = False,
    ) -> None:
        """Create a subnet for each zone of `cidr_blocks`, named after `tier` and zone."""
        super().__init__(scope, id_)
        self._name = deployment.name(tier)
        self._vpc_id = vpc_id
        self.cidr_blocks = tuple(str(each) for each in cidr_blocks.values())
        self.ready: list[ITerraformDependable] = []
        shared = None if table_per_zone else self._table("all")
        self.route_tables = {zone: shared or self._table(zone) for zone in cidr_blocks}
        self.subnet_ids = {
            zone: self._subnet(zone, cidr_block) for zone, cidr_block in cidr_blocks.items()
        }

    @property
    def route_table_ids(self) -> list[str]:
        """Each table's id once."""
        return [table.id for table in dict.fromkeys(self.route_tables.values())]

    def _table(self, zone: str) -> RouteTable:
        return RouteTable(
            self, f"table-{zone}", vpc_id=self._vpc_id, tags={"Name": f"{self._name}-{zone}"}
        )

    def _subnet(self, zone: str, cidr_block: IPv4Network) -> str:
        subnet = Subnet(
            self,
            f"subnet-{zone}",
            vpc_id=self._vpc_id,
            availability_zone=zone,
            cidr_block=str(cidr_block),
            map_public_ip_on_launch=False,
            tags={"Name": f"{self._name}-{zone}"},
        )
        association = RouteTableAssociation(
            self,
            f"association-{zone}",
            subnet_id=subnet.id,
            route_table_id=self.route_tables[zone].id,
        )
        self.ready.append(association)
        return subnet.id
