"""EC2: instances are launched from any version of a launch template, with its user data or none."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from aeolus_sandbox.api.patches.ec2_launch_template_user_data import PATCH

USER_DATA = base64.b64encode(b"#!/bin/sh\n").decode()


def launched(
    client: Any, image: str, subnet: str, user_data: str, version: str = "2"
) -> str | None:
    """Return the user data of the instance that a group launches from a version of two.

    The second is as Terraform writes it.
    """
    ec2, autoscaling = client("ec2"), client("autoscaling")
    data = {"ImageId": image, "InstanceType": "m7g.large", "UserData": user_data}
    ec2.create_launch_template(LaunchTemplateName="web", LaunchTemplateData=data)
    ec2.create_launch_template_version(LaunchTemplateName="web", LaunchTemplateData=data)
    autoscaling.create_auto_scaling_group(
        AutoScalingGroupName="web",
        MinSize=1,
        MaxSize=1,
        VPCZoneIdentifier=subnet,
        LaunchTemplate={"LaunchTemplateName": "web", "Version": version},
    )
    (group,) = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]
    (instance,) = group["Instances"]
    told = ec2.describe_instance_attribute(InstanceId=instance["InstanceId"], Attribute="userData")
    value: str | None = told.get("UserData", {}).get("Value")
    return value


@pytest.mark.parametrize("user_data", ["", USER_DATA])
def test_moto_ends_in_an_assertion(
    client: Any, image: str, subnets: list[str], user_data: str
) -> None:
    with pytest.raises(AssertionError):
        launched(client, image, subnets[0], user_data)


@pytest.mark.parametrize("version", ["1", "2"])
def test_patched_it_is_launched_with_its_user_data(
    client: Any, image: str, subnets: list[str], version: str
) -> None:
    with PATCH.applied():
        assert launched(client, image, subnets[0], USER_DATA, version) == USER_DATA


def test_patched_where_it_is_empty_it_is_launched_without(
    client: Any, image: str, subnets: list[str]
) -> None:
    with PATCH.applied():
        assert not launched(client, image, subnets[0], "")
