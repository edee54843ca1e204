"""Auto Scaling: instances spread over the group's subnets."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from aeolus_sandbox.api.patches.autoscaling_subnets import PATCH


@pytest.fixture(autouse=True)
def template(client: Any, image: str) -> None:
    data = {"ImageId": image, "InstanceType": "t4g.micro"}
    client("ec2").create_launch_template(LaunchTemplateName="web", LaunchTemplateData=data)


def _launch(client: Any, subnets: list[str], desired: int) -> Any:
    autoscaling = client("autoscaling")
    autoscaling.create_auto_scaling_group(
        AutoScalingGroupName="web",
        MinSize=0,
        MaxSize=9,
        DesiredCapacity=desired,
        VPCZoneIdentifier=",".join(subnets),
        LaunchTemplate={"LaunchTemplateName": "web", "Version": "1"},
    )
    return autoscaling


def _load(client: Any) -> Counter[str]:
    reservations = client("ec2").describe_instances(
        Filters=[{"Name": "instance-state-name", "Values": ["running"]}]
    )["Reservations"]
    return Counter(i["SubnetId"] for r in reservations for i in r["Instances"])


def test_moto_launches_all_in_the_first(client: Any, subnets: list[str]) -> None:
    _launch(client, subnets, 3)
    assert _load(client) == {subnets[0]: 3}


def test_patched_each_gets_its_share(client: Any, subnets: list[str]) -> None:
    with PATCH.applied():
        _launch(client, subnets, 4)
    assert sorted(_load(client).values()) == [1, 1, 2]


def test_patched_a_replacement_goes_where_one_is_missing(client: Any, subnets: list[str]) -> None:
    with PATCH.applied():
        autoscaling = _launch(client, subnets, 3)
        group = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"][0]
        gone = group["Instances"][1]["InstanceId"]
        client("ec2").terminate_instances(InstanceIds=[gone])
        autoscaling.describe_auto_scaling_groups()
    assert set(_load(client).values()) == {1}


def test_patched_the_group_still_names_all_its_subnets(client: Any, subnets: list[str]) -> None:
    with PATCH.applied():
        group = _launch(client, subnets, 3).describe_auto_scaling_groups()["AutoScalingGroups"][0]
    assert group["VPCZoneIdentifier"] == ",".join(subnets)
