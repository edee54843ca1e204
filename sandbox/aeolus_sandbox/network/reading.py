"""Reads a region's network from the EC2 API."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Any

from botocore.exceptions import ClientError

from aeolus_sandbox.network import answers
from aeolus_sandbox.network.answers import Answer, PrefixLists
from aeolus_sandbox.network.model import (
    Endpoint,
    Group,
    Interface,
    NatGateway,
    Rule,
    Subnet,
    Topology,
    Vpc,
)


def read(ec2: Any) -> Topology:
    """Return the network of the region that the boto3 client `ec2` asks."""
    return _Reader(ec2).topology()


@dataclass(frozen=True)
class _Reader:
    ec2: Any

    def topology(self) -> Topology:
        tables = self._list("describe_route_tables", "RouteTables")
        lists = self._list("describe_managed_prefix_lists", "PrefixLists")
        prefixes = {one["PrefixListId"]: self._networks(one["PrefixListId"]) for one in lists}
        gateways = self._gateways()
        endpoints = self._endpoints()
        return Topology(
            vpcs={vpc.id: vpc for vpc in self._vpcs()},
            subnets={subnet.id: subnet for subnet in self._subnets(tables)},
            route_tables={table.id: table for table in answers.route_tables(tables, prefixes)},
            groups={group.id: group for group in self._groups(prefixes)},
            interfaces={one.id: one for one in self._interfaces(gateways, endpoints)},
            nat_gateways={gateway.id: gateway for gateway in gateways},
            endpoints={endpoint.id: endpoint for endpoint in endpoints},
            services={
                one["PrefixListName"]: prefixes[one["PrefixListId"]]
                for one in lists
                if one["PrefixListName"].startswith("com.amazonaws.")  # others are of customers
            },
        )

    def _list(self, operation: str, key: str, **arguments: Any) -> list[Answer]:
        if not self.ec2.can_paginate(operation):
            found: list[Answer] = getattr(self.ec2, operation)(**arguments)[key]
            return found
        pages = self.ec2.get_paginator(operation).paginate(**arguments)
        return [item for page in pages for item in page[key]]

    def _vpcs(self) -> Iterator[Vpc]:
        attached = {
            attachment["VpcId"]: gateway["InternetGatewayId"]
            for gateway in self._list("describe_internet_gateways", "InternetGateways")
            for attachment in gateway["Attachments"]
        }
        for vpc in self._list("describe_vpcs", "Vpcs"):
            blocks = [a["CidrBlock"] for a in vpc.get("CidrBlockAssociationSet", [])]
            others = [block for block in blocks if block != vpc["CidrBlock"]]
            yield Vpc(
                id=vpc["VpcId"],
                cidr_blocks=tuple(map(IPv4Network, [vpc["CidrBlock"], *others])),
                internet_gateway=attached.get(vpc["VpcId"]),
                dns_support=self._attribute(vpc["VpcId"], "enableDnsSupport"),
                dns_hostnames=self._attribute(vpc["VpcId"], "enableDnsHostnames"),
            )

    def _attribute(self, vpc: str, name: str) -> bool:
        answer = self.ec2.describe_vpc_attribute(VpcId=vpc, Attribute=name)
        value: bool = answer[name[0].upper() + name[1:]]["Value"]
        return value

    def _subnets(self, tables: list[Answer]) -> Iterator[Subnet]:
        associated: dict[str, str] = {}
        main: dict[str, str] = {}
        for table in tables:
            for association in table["Associations"]:
                if association.get("Main"):
                    main[table["VpcId"]] = table["RouteTableId"]
                elif "SubnetId" in association:
                    associated[association["SubnetId"]] = table["RouteTableId"]
        for subnet in self._list("describe_subnets", "Subnets"):
            yield Subnet(
                id=subnet["SubnetId"],
                vpc=subnet["VpcId"],
                cidr_block=IPv4Network(subnet["CidrBlock"]),
                zone=subnet["AvailabilityZone"],
                route_table=associated.get(subnet["SubnetId"], main.get(subnet["VpcId"], "")),
            )

    def _networks(self, prefix_list: str) -> tuple[IPv4Network, ...]:
        operation = "get_managed_prefix_list_entries"
        entries = self._list(operation, "Entries", PrefixListId=prefix_list)
        cidrs = [entry["Cidr"] for entry in entries if ":" not in entry["Cidr"]]
        return tuple(map(IPv4Network, cidrs))

    def _groups(self, prefixes: PrefixLists) -> Iterator[Group]:
        rules: dict[str, list[Rule]] = {}
        for rule in self._list("describe_security_group_rules", "SecurityGroupRules"):
            if "CidrIpv6" not in rule:
                rules.setdefault(rule["GroupId"], []).append(answers.rule(rule, prefixes))
        for group in self._list("describe_security_groups", "SecurityGroups"):
            identifier = group["GroupId"]
            yield Group(identifier, group.get("VpcId", ""), tuple(rules.get(identifier, ())))

    def _gateways(self) -> list[NatGateway]:
        return [
            NatGateway(gateway["NatGatewayId"], address["NetworkInterfaceId"])
            for gateway in self._list("describe_nat_gateways", "NatGateways")
            if gateway["State"] == "available"
            for address in gateway["NatGatewayAddresses"][:1]
        ]

    def _endpoints(self) -> list[Endpoint]:
        return [
            Endpoint(
                id=endpoint["VpcEndpointId"],
                vpc=endpoint["VpcId"],
                service=endpoint["ServiceName"],
                interfaces=tuple(endpoint["NetworkInterfaceIds"]),
                private_names=self._private_names(endpoint["ServiceName"])
                if endpoint["PrivateDnsEnabled"] and endpoint["NetworkInterfaceIds"]
                else (),
                policy=endpoint.get("PolicyDocument", ""),
                names=tuple(
                    entry["DnsName"]
                    for entry in endpoint.get("DnsEntries", [])
                    if entry["DnsName"].startswith(endpoint["VpcEndpointId"])
                ),
            )
            for endpoint in self._list("describe_vpc_endpoints", "VpcEndpoints")
            if endpoint["State"].lower() == "available"
        ]

    def _private_names(self, service: str) -> tuple[str, ...]:
        # Not all services at once: hundreds, which take moto longer than all the rest of a network.
        try:
            answer = self.ec2.describe_vpc_endpoint_services(ServiceNames=[service])
        except ClientError as error:
            if error.response["Error"]["Code"] != "InvalidServiceName":
                raise
            return ()  # moto makes an endpoint of any name
        names = answer["ServiceDetails"][0].get("PrivateDnsNames", [])
        return tuple(each["PrivateDnsName"] for each in names)

    def _interfaces(
        self, gateways: list[NatGateway], endpoints: list[Endpoint]
    ) -> Iterator[Interface]:
        of_gateways = {gateway.interface: gateway.id for gateway in gateways}
        of_endpoints = {name: endpoint.id for endpoint in endpoints for name in endpoint.interfaces}
        for answer in self._list("describe_network_interfaces", "NetworkInterfaces"):
            identifier = answer["NetworkInterfaceId"]
            if gateway := of_gateways.get(identifier):
                yield answers.gateway_interface(answer, gateway)
            else:
                yield answers.interface(answer, of_endpoints.get(identifier))
