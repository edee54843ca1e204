"""EC2: security groups and source/destination check of an instance are its primary interface's."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.api.patches.ec2_primary_interface import PATCH

OFF = {"Value": False}


class Launched:
    """An instance of two security groups' VPC, launched into the first group."""

    def __init__(self, ec2: Any, image: str, subnet: str) -> None:
        self.ec2 = ec2
        vpc = ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["VpcId"]
        self.first, self.second = (
            ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
            for name in ("first", "second")
        )
        place = {"SubnetId": subnet, "SecurityGroupIds": [self.first]}
        answer = ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1, **place)
        self.instance: str = answer["Instances"][0]["InstanceId"]
        self.interface: str = self.told()[1]["NetworkInterfaceId"]

    def told(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what is said of the instance, and of its interface."""
        answer = self.ec2.describe_instances(InstanceIds=[self.instance])
        [interface] = self.ec2.describe_network_interfaces()["NetworkInterfaces"]
        return answer["Reservations"][0]["Instances"][0], interface

    def groups(self) -> list[list[str]]:
        """Return the groups of the instance, and of its interface."""
        instance, interface = self.told()
        both = (instance["SecurityGroups"], interface["Groups"])
        return [[group["GroupId"] for group in groups] for groups in both]

    def checks(self) -> list[bool]:
        """Return the checks of the instance, and of its interface."""
        return [each["SourceDestCheck"] for each in self.told()]


@pytest.fixture
def launched(client: Any, image: str, subnets: list[str]) -> Launched:
    """Return a launched instance."""
    return Launched(client("ec2"), image, subnets[0])


def test_moto_lets_a_group_stay_and_a_check_differ(launched: Launched) -> None:
    named = {"InstanceId": launched.instance}
    launched.ec2.modify_instance_attribute(**named, Groups=[launched.second])
    assert launched.first in launched.groups()[1]
    launched.ec2.modify_instance_attribute(**named, SourceDestCheck=OFF)
    assert launched.checks() == [False, True]


def test_patched_the_instance_sets_both(launched: Launched) -> None:
    named = {"InstanceId": launched.instance}
    with PATCH.applied():
        launched.ec2.modify_instance_attribute(**named, Groups=[launched.second])
        assert launched.groups() == [[launched.second]] * 2
        launched.ec2.modify_instance_attribute(**named, SourceDestCheck=OFF)
        launched.ec2.modify_instance_attribute(**named, DisableApiStop={"Value": True})
        assert launched.checks() == [False, False]


def test_patched_the_interface_sets_both(launched: Launched) -> None:
    named = {"NetworkInterfaceId": launched.interface}
    with PATCH.applied():
        launched.ec2.modify_network_interface_attribute(**named, Groups=[launched.second])
        assert launched.groups() == [[launched.second]] * 2
        launched.ec2.modify_network_interface_attribute(**named, SourceDestCheck=OFF)
        assert launched.checks() == [False, False]


def test_patched_an_instance_launched_without_groups_tells_the_default_one(
    client: Any, image: str, subnets: list[str]
) -> None:
    ec2 = client("ec2")
    with PATCH.applied():
        answer = ec2.run_instances(ImageId=image, MinCount=1, MaxCount=1, SubnetId=subnets[0])
        [group] = answer["Instances"][0]["SecurityGroups"]
        assert group["GroupName"] == "default"
