"""EC2: a network interface has an address of its subnet, and no other has the same."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network
from typing import Any

from aeolus_sandbox.api.patches.ec2_interface_address import PATCH


def _gateway_address(ec2: Any, subnet: str) -> IPv4Address:
    answer = ec2.create_nat_gateway(SubnetId=subnet, ConnectivityType="private")
    return IPv4Address(answer["NatGateway"]["NatGatewayAddresses"][0]["PrivateIp"])


def _block(ec2: Any, subnet: str) -> IPv4Network:
    return IPv4Network(ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["CidrBlock"])


def test_moto_takes_any_address(client: Any, subnets: list[str]) -> None:
    ec2 = client("ec2")
    outside = [_gateway_address(ec2, subnet) not in _block(ec2, subnet) for subnet in subnets]
    assert any(outside)


def test_patched_a_gateways_address_is_of_its_subnet(client: Any, subnets: list[str]) -> None:
    ec2 = client("ec2")
    with PATCH.applied():
        for subnet in subnets:
            assert _gateway_address(ec2, subnet) in _block(ec2, subnet)


def test_patched_no_two_have_an_address(client: Any, subnets: list[str], image: str) -> None:
    ec2 = client("ec2")
    with PATCH.applied():
        for _ in range(3):
            ec2.create_network_interface(SubnetId=subnets[0])
            ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1, SubnetId=subnets[0])
        found = ec2.describe_network_interfaces()["NetworkInterfaces"]
        assert len({each["PrivateIpAddress"] for each in found}) == len(found) == 6


def test_patched_an_address_asked_for_is_given(client: Any, subnets: list[str]) -> None:
    ec2 = client("ec2")
    with PATCH.applied():
        asked = ec2.create_network_interface(SubnetId=subnets[0], PrivateIpAddress="10.0.0.99")
        assert asked["NetworkInterface"]["PrivateIpAddress"] == "10.0.0.99"
