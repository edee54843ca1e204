"""EC2: what a resource brought along goes with it."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.api.patches.ec2_leftovers import PATCH


def _interfaces(client: Any) -> int:
    return len(client("ec2").describe_network_interfaces()["NetworkInterfaces"])


def _instance_come_and_gone(client: Any, subnets: list[str], **more: Any) -> int:
    ec2 = client("ec2")
    image = ec2.register_image(Name="debian")["ImageId"]
    launched = ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1, **more)["Instances"][0]
    ec2.terminate_instances(InstanceIds=[launched["InstanceId"]])
    return _interfaces(client)


def _nat_gateway_come_and_gone(client: Any, subnets: list[str]) -> int:
    ec2 = client("ec2")
    made = ec2.create_nat_gateway(SubnetId=subnets[0], ConnectivityType="private")["NatGateway"]
    ec2.delete_nat_gateway(NatGatewayId=made["NatGatewayId"])
    return _interfaces(client)


def _vpc_come_and_gone(client: Any, subnets: list[str]) -> int:
    ec2 = client("ec2")
    before = len(ec2.describe_network_acls()["NetworkAcls"])
    ec2.delete_vpc(VpcId=ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"])
    return len(ec2.describe_network_acls()["NetworkAcls"]) - before


LEFT = [_instance_come_and_gone, _nat_gateway_come_and_gone, _vpc_come_and_gone]


@pytest.mark.parametrize("left", LEFT)
def test_moto_keeps_it(client: Any, subnets: list[str], left: Any) -> None:
    assert left(client, subnets) == 1


@pytest.mark.parametrize("left", LEFT)
def test_patched_it_is_gone(client: Any, subnets: list[str], left: Any) -> None:
    with PATCH.applied():
        assert left(client, subnets) == 0


def test_patched_an_interface_that_is_to_stay_stays(client: Any, subnets: list[str]) -> None:
    stays = [{"DeviceIndex": 0, "SubnetId": subnets[0], "DeleteOnTermination": False}]
    with PATCH.applied():
        assert _instance_come_and_gone(client, subnets, NetworkInterfaces=stays) == 1


def test_patched_an_instance_may_be_ended_twice(client: Any, subnets: list[str]) -> None:
    ec2 = client("ec2")
    asked = [{"DeviceIndex": 0, "SubnetId": subnets[0], "DeleteOnTermination": True}]
    with PATCH.applied():
        image = ec2.register_image(Name="debian")["ImageId"]
        launched = ec2.run_instances(
            ImageId=image, MinCount=1, MaxCount=1, NetworkInterfaces=asked
        )["Instances"][0]
        for _ in range(2):
            ec2.terminate_instances(InstanceIds=[launched["InstanceId"]])
    assert _interfaces(client) == 0
