"""Auto Scaling: desired capacity lies between a group's minimum and maximum."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.api.patches.autoscaling_limits import PATCH

WEB = {"AutoScalingGroupName": "web"}


@pytest.fixture
def group(client: Any, image: str, subnets: list[str]) -> dict[str, Any]:
    """Return what creates a group of one to two."""
    data = {"ImageId": image, "InstanceType": "m7g.large"}
    client("ec2").create_launch_template(LaunchTemplateName="web", LaunchTemplateData=data)
    return {
        **WEB,
        "MinSize": 1,
        "MaxSize": 2,
        "VPCZoneIdentifier": subnets[0],
        "LaunchTemplate": {"LaunchTemplateName": "web", "Version": "1"},
    }


def test_moto_takes_any(client: Any, group: dict[str, Any]) -> None:
    autoscaling = client("autoscaling")
    autoscaling.create_auto_scaling_group(**group, DesiredCapacity=3)
    autoscaling.set_desired_capacity(**WEB, DesiredCapacity=0)
    [found] = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]
    assert found["DesiredCapacity"] == 0


@pytest.mark.parametrize("desired", [0, 3])
def test_patched_none_is_made_or_changed_beyond_them(
    client: Any, group: dict[str, Any], desired: int
) -> None:
    autoscaling = client("autoscaling")
    beyond = pytest.raises(autoscaling.exceptions.ClientError, match="must be between")
    with PATCH.applied():
        with beyond:
            autoscaling.create_auto_scaling_group(**group, DesiredCapacity=desired)
        autoscaling.create_auto_scaling_group(**group)
        with beyond:
            autoscaling.update_auto_scaling_group(**WEB, DesiredCapacity=desired)


@pytest.mark.parametrize(("desired", "word"), [(0, "below min value 1"), (3, "above max value 2")])
def test_patched_none_is_set_beyond_them(
    client: Any, group: dict[str, Any], desired: int, word: str
) -> None:
    autoscaling = client("autoscaling")
    with PATCH.applied():
        autoscaling.create_auto_scaling_group(**group)
        with pytest.raises(autoscaling.exceptions.ClientError, match=word):
            autoscaling.set_desired_capacity(**WEB, DesiredCapacity=desired)


def test_patched_limits_and_capacity_change_together(client: Any, group: dict[str, Any]) -> None:
    autoscaling = client("autoscaling")
    with PATCH.applied():
        autoscaling.create_auto_scaling_group(**group)
        autoscaling.update_auto_scaling_group(**WEB, MinSize=0, MaxSize=0, DesiredCapacity=0)
        with pytest.raises(autoscaling.exceptions.ClientError, match="Max bound"):
            autoscaling.update_auto_scaling_group(**WEB, MinSize=2, MaxSize=1)
    [found] = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]
    assert (found["MaxSize"], found["DesiredCapacity"]) == (0, 0)
