"""EC2: an instance launched from a template has the network interfaces of the template."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aeolus_sandbox.api.patches.ec2_launch_template_interfaces import PATCH

Client = Callable[[str], Any]


@pytest.fixture
def group(client: Client, subnets: list[str]) -> str:
    """Return the id of a security group."""
    ec2 = client("ec2")
    vpc = ec2.describe_subnets(SubnetIds=subnets[:1])["Subnets"][0]["VpcId"]
    answer = ec2.create_security_group(GroupName="own", Description="own", VpcId=vpc)
    identifier: str = answer["GroupId"]
    return identifier


@pytest.fixture
def template(client: Client, image: str, group: str) -> dict[str, str]:
    """Return a template whose interface has the group and a public address."""
    interface = {"DeviceIndex": 0, "Groups": [group], "AssociatePublicIpAddress": True}
    data = {"ImageId": image, "InstanceType": "t3.small", "NetworkInterfaces": [interface]}
    client("ec2").create_launch_template(LaunchTemplateName="own", LaunchTemplateData=data)
    return {"LaunchTemplateName": "own"}


def _launch(client: Client, template: dict[str, str], subnet: str, count: int = 1) -> None:
    client("ec2").run_instances(
        LaunchTemplate=template, MinCount=count, MaxCount=count, SubnetId=subnet
    )


def _interfaces(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client("ec2").describe_network_interfaces()["NetworkInterfaces"]
    return found


def _groups(client: Client) -> list[str]:
    return [group["GroupId"] for each in _interfaces(client) for group in each["Groups"]]


def test_moto_gives_the_default_group(
    client: Client, template: dict[str, str], subnets: list[str], group: str
) -> None:
    _launch(client, template, subnets[0])
    assert group not in _groups(client)


def test_patched_a_launch_has_the_templates_interface(
    client: Client, template: dict[str, str], subnets: list[str], group: str
) -> None:
    with PATCH.applied():
        _launch(client, template, subnets[0])
        [interface] = _interfaces(client)
        assert _groups(client) == [group]
        assert interface["SubnetId"] == subnets[0]
        assert "Association" in interface


def test_patched_each_instance_of_a_launch_has_its_own(
    client: Client, template: dict[str, str], subnets: list[str]
) -> None:
    with PATCH.applied():
        _launch(client, template, subnets[0], count=3)
        assert len({each["PrivateIpAddress"] for each in _interfaces(client)}) == 3


def test_patched_a_group_launches_with_them_into_its_subnet(
    client: Client, template: dict[str, str], subnets: list[str], group: str
) -> None:
    with PATCH.applied():
        client("autoscaling").create_auto_scaling_group(
            AutoScalingGroupName="own",
            LaunchTemplate=template,
            MinSize=2,
            MaxSize=2,
            VPCZoneIdentifier=subnets[1],
        )
        assert {each["SubnetId"] for each in _interfaces(client)} == {subnets[1]}
        assert _groups(client) == [group] * 2


def test_patched_what_a_launch_asks_for_itself_goes_first(
    client: Client, template: dict[str, str], subnets: list[str], group: str
) -> None:
    with PATCH.applied():
        asked = [{"DeviceIndex": 0, "SubnetId": subnets[2], "AssociatePublicIpAddress": False}]
        client("ec2").run_instances(
            LaunchTemplate=template, MinCount=1, MaxCount=1, NetworkInterfaces=asked
        )
        [interface] = _interfaces(client)
        assert interface["SubnetId"] == subnets[2]
        assert "Association" not in interface
