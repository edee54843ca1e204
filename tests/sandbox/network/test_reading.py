"""A region's network, as its EC2 API describes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from ipaddress import IPv4Address, IPv4Network
from typing import Any

import pytest
from moto import mock_aws

from aeolus_sandbox.api.patches import (
    ec2_elastic_address,
    ec2_endpoint_groups,
    ec2_interface_address,
    ec2_leftovers,
    ec2_primary_interface,
)
from aeolus_sandbox.network import firewall
from aeolus_sandbox.network.model import Route, Rule, TargetKind, Topology
from aeolus_sandbox.network.reading import read
from support import aws
from support.aws import REGION

S3 = f"com.amazonaws.{REGION}.s3"
EVERYWHERE = IPv4Network("0.0.0.0/0")


@pytest.fixture
def ec2() -> Iterator[Any]:
    """Return a client of an empty account in a patched moto, in this process."""
    patches = (
        ec2_elastic_address,
        ec2_endpoint_groups,
        ec2_interface_address,
        ec2_leftovers,
        ec2_primary_interface,
    )
    with mock_aws(), ExitStack() as stack:
        for patch in patches:
            stack.enter_context(patch.PATCH.applied())
        yield aws.client("ec2")


@pytest.fixture
def vpc(ec2: Any) -> str:
    """Return the id of a VPC with an internet gateway."""
    vpc: str = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    return vpc


@pytest.fixture
def subnet(ec2: Any, vpc: str) -> str:
    """Return the id of a subnet."""
    made = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24", AvailabilityZone=f"{REGION}b")
    identifier: str = made["Subnet"]["SubnetId"]
    return identifier


def table(ec2: Any, vpc: str, subnet: str | None = None) -> str:
    """Return the id of a new route table, which a subnet is associated with."""
    made: str = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    if subnet:
        ec2.associate_route_table(RouteTableId=made, SubnetId=subnet)
    return made


def launch(ec2: Any, **properties: Any) -> str:
    """Return the id of a new instance."""
    image = ec2.register_image(Name="debian", RootDeviceName="/dev/xvda")["ImageId"]
    answer = ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1, **properties)
    identifier: str = answer["Instances"][0]["InstanceId"]
    return identifier


def test_a_vpc_has_its_blocks_attributes_and_gateway(ec2: Any, vpc: str) -> None:
    ec2.associate_vpc_cidr_block(VpcId=vpc, CidrBlock="10.1.0.0/16")
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    found = read(ec2).vpcs[vpc]
    assert found.cidr_blocks == (IPv4Network("10.0.0.0/16"), IPv4Network("10.1.0.0/16"))
    assert (found.dns_support, found.dns_hostnames) == (True, True)
    assert found.internet_gateway is not None
    ec2.detach_internet_gateway(InternetGatewayId=found.internet_gateway, VpcId=vpc)
    assert read(ec2).vpcs[vpc].internet_gateway is None


def test_a_subnet_has_its_own_route_table_or_the_main_one(ec2: Any, vpc: str, subnet: str) -> None:
    main = read(ec2).subnets[subnet].route_table
    own = table(ec2, vpc, subnet)
    topology = read(ec2)
    assert topology.subnets[subnet].route_table == own != main
    assert {topology.route_tables[name].vpc for name in (own, main)} == {vpc}
    assert topology.subnets[subnet].zone == f"{REGION}b"


def test_routes_lead_where_they_say(ec2: Any, vpc: str, subnet: str) -> None:
    name = table(ec2, vpc)
    gateway = read(ec2).vpcs[vpc].internet_gateway
    interface = ec2.create_network_interface(SubnetId=subnet)["NetworkInterface"]
    appliance = interface["NetworkInterfaceId"]
    nat = ec2.create_nat_gateway(SubnetId=subnet, ConnectivityType="private")["NatGateway"]
    targets: dict[str, dict[str, Any]] = {
        "0.0.0.0/0": {"GatewayId": gateway},
        "192.0.2.0/24": {"NatGatewayId": nat["NatGatewayId"]},
        "198.51.100.0/24": {"NetworkInterfaceId": appliance},
    }
    for block, target in targets.items():
        ec2.create_route(RouteTableId=name, DestinationCidrBlock=block, **target)
    endpoint = ec2.create_vpc_endpoint(VpcId=vpc, ServiceName=S3, RouteTableIds=[name])
    topology = read(ec2)
    assert topology.route_tables[name].routes == (
        Route((IPv4Network("10.0.0.0/16"),), TargetKind.LOCAL),
        Route((EVERYWHERE,), TargetKind.INTERNET_GATEWAY, str(gateway)),
        Route((IPv4Network("192.0.2.0/24"),), TargetKind.NAT_GATEWAY, nat["NatGatewayId"]),
        Route((IPv4Network("198.51.100.0/24"),), TargetKind.INTERFACE, appliance),
        Route(topology.services[S3], TargetKind.ENDPOINT, endpoint["VpcEndpoint"]["VpcEndpointId"]),
    )


def test_rules_of_all_kinds_are_read(ec2: Any, vpc: str) -> None:
    group = ec2.create_security_group(GroupName="g", Description="g", VpcId=vpc)["GroupId"]
    lists = ec2.describe_managed_prefix_lists()["PrefixLists"]
    [s3] = [each["PrefixListId"] for each in lists if each["PrefixListName"] == S3]
    permissions = [
        {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 90, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]},
        {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": group}]},
        {"IpProtocol": "icmp", "FromPort": 8, "ToPort": -1, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]},
        {"IpProtocol": "udp", "FromPort": 1, "ToPort": 1, "PrefixListIds": [{"PrefixListId": s3}]},
        {"IpProtocol": "-1", "Ipv6Ranges": [{"CidrIpv6": "::/0"}]},
    ]
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=permissions)
    topology = read(ec2)
    assert set(topology.groups[group].rules) == {
        Rule(True, "-1", networks=(EVERYWHERE,)),
        Rule(False, "tcp", 80, 90, (IPv4Network("10.0.0.0/8"),)),
        Rule(False, "-1", group=group),
        Rule(False, "icmp", 8, -1, (EVERYWHERE,)),
        Rule(False, "udp", 1, 1, topology.services[S3]),
    }


def test_a_prefix_list_of_a_customer_is_no_service(ec2: Any) -> None:
    ec2.create_managed_prefix_list(
        PrefixListName="offices",
        AddressFamily="IPv4",
        MaxEntries=1,
        Entries=[{"Cidr": "192.0.2.0/24"}],
    )
    services = read(ec2).services
    assert S3 in services
    assert "offices" not in services


def test_an_instance_has_an_interface_until_it_is_terminated(ec2: Any, subnet: str) -> None:
    instance = launch(ec2, SubnetId=subnet)
    address = IPv4Address(ec2.allocate_address(Domain="vpc")["PublicIp"])
    ec2.associate_address(PublicIp=str(address), InstanceId=instance)
    ec2.modify_instance_attribute(InstanceId=instance, SourceDestCheck={"Value": False})
    [found] = read(ec2).interfaces.values()
    assert (found.owner, found.subnet, found.public_address) == (instance, subnet, address)
    assert found.address in IPv4Network("10.0.1.0/24")
    assert found.filtered
    assert not found.source_dest_check
    assert len(found.groups) == 1
    ec2.terminate_instances(InstanceIds=[instance])
    assert read(ec2).interfaces == {}


def test_a_public_address_comes_with_the_launch_where_that_is_asked(ec2: Any, subnet: str) -> None:
    asked = {"DeviceIndex": 0, "SubnetId": subnet, "AssociatePublicIpAddress": True}
    launch(ec2, NetworkInterfaces=[asked])
    [found] = read(ec2).interfaces.values()
    assert found.public_address is not None


def test_a_nat_gateway_is_there_while_it_is_available(ec2: Any, subnet: str) -> None:
    allocated = ec2.allocate_address(Domain="vpc")
    made = ec2.create_nat_gateway(SubnetId=subnet, AllocationId=allocated["AllocationId"])
    name = made["NatGateway"]["NatGatewayId"]
    topology = read(ec2)
    found = topology.interfaces[topology.nat_gateways[name].interface]
    assert (found.owner, found.groups) == (name, ())
    assert not found.filtered
    assert found.public_address == IPv4Address(allocated["PublicIp"])
    ec2.delete_nat_gateway(NatGatewayId=name)
    assert (read(ec2).nat_gateways, read(ec2).interfaces) == ({}, {})


def test_an_interface_endpoint_has_interfaces_groups_and_names(
    ec2: Any, vpc: str, subnet: str
) -> None:
    group = ec2.create_security_group(GroupName="g", Description="g", VpcId=vpc)["GroupId"]
    answer = ec2.create_vpc_endpoint(
        VpcId=vpc,
        ServiceName=f"com.amazonaws.{REGION}.secretsmanager",
        VpcEndpointType="Interface",
        SubnetIds=[subnet],
        SecurityGroupIds=[group],
        PrivateDnsEnabled=True,
    )
    name = answer["VpcEndpoint"]["VpcEndpointId"]
    topology = read(ec2)
    found = topology.endpoints[name]
    assert [each.startswith(f"{name}-") for each in found.names] == [True]
    assert found.private_names == (f"secretsmanager.{REGION}.amazonaws.com",)
    [interface] = [topology.interfaces[each] for each in found.interfaces]
    assert (interface.owner, interface.groups) == (name, (group,))
    ec2.delete_vpc_endpoints(VpcEndpointIds=[name])
    assert (read(ec2).endpoints, read(ec2).interfaces) == ({}, {})


def test_an_endpoint_of_a_service_that_is_none_has_no_private_names(
    ec2: Any, vpc: str, subnet: str
) -> None:
    answer = ec2.create_vpc_endpoint(
        VpcId=vpc,
        ServiceName=f"com.amazonaws.{REGION}.no-such-service",
        VpcEndpointType="Interface",
        SubnetIds=[subnet],
        PrivateDnsEnabled=True,
    )
    found = read(ec2).endpoints[answer["VpcEndpoint"]["VpcEndpointId"]]
    assert (len(found.interfaces), found.private_names) == (1, ())


def test_what_is_read_of_an_account_makes_rules(ec2: Any, vpc: str, subnet: str) -> None:
    launch(ec2, SubnetId=subnet)
    topology: Topology = read(ec2)
    [interface] = topology.interfaces
    assert f"chain in-{interface}" in firewall.ruleset(topology, vpc)


def test_an_instances_groups_are_its_interfaces(ec2: Any, vpc: str, subnet: str) -> None:
    first, second = (
        ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
        for name in ("first", "second")
    )
    instance = launch(ec2, SubnetId=subnet, SecurityGroupIds=[first])
    [found] = read(ec2).interfaces.values()
    assert found.groups == (first,)
    ec2.modify_instance_attribute(InstanceId=instance, Groups=[second])
    [found] = read(ec2).interfaces.values()
    assert found.groups == (second,)
