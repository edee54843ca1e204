"""EC2: a launch template's empty user data is none."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.api.patches.ec2_empty_user_data import PATCH


def _group(client: Any, image: str, subnet: str) -> int:
    """Launch from the second version of a template, as Terraform writes it; return how many."""
    ec2, autoscaling = client("ec2"), client("autoscaling")
    data = {"ImageId": image, "InstanceType": "m7g.large", "UserData": ""}
    ec2.create_launch_template(LaunchTemplateName="web", LaunchTemplateData=data)
    ec2.create_launch_template_version(LaunchTemplateName="web", LaunchTemplateData=data)
    autoscaling.create_auto_scaling_group(
        AutoScalingGroupName="web",
        MinSize=1,
        MaxSize=1,
        VPCZoneIdentifier=subnet,
        LaunchTemplate={"LaunchTemplateName": "web", "Version": "2"},
    )
    (group,) = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]
    return len(group["Instances"])


def test_moto_stumbles(client: Any, image: str, subnets: list[str]) -> None:
    with pytest.raises(AssertionError):
        _group(client, image, subnets[0])


def test_patched_it_launches(client: Any, image: str, subnets: list[str]) -> None:
    with PATCH.applied():
        assert _group(client, image, subnets[0]) == 1
