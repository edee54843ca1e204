"""Auto Scaling: a mixed-instances group reaches its desired capacity."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.api.patches.autoscaling_capacity import PATCH


@pytest.fixture(autouse=True)
def template(client: Any, image: str) -> None:
    data = {"ImageId": image, "InstanceType": "m7g.large"}
    client("ec2").create_launch_template(LaunchTemplateName="web", LaunchTemplateData=data)


def _create(client: Any, subnets: list[str], desired: int, on_demand_percent: int) -> Any:
    autoscaling = client("autoscaling")
    autoscaling.create_auto_scaling_group(
        AutoScalingGroupName="web",
        MinSize=0,
        MaxSize=10,
        DesiredCapacity=desired,
        VPCZoneIdentifier=",".join(subnets),
        MixedInstancesPolicy={
            "InstancesDistribution": {"OnDemandPercentageAboveBaseCapacity": on_demand_percent},
            "LaunchTemplate": {
                "LaunchTemplateSpecification": {
                    "LaunchTemplateName": "web",
                    "Version": "1",
                },
                "Overrides": [{"InstanceType": "m7g.large"}, {"InstanceType": "c7g.large"}],
            },
        },
    )
    return autoscaling


def _group(autoscaling: Any) -> Any:
    return autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"][0]


def test_moto_loses_an_instance(client: Any, subnets: list[str]) -> None:
    assert len(_group(_create(client, subnets, 3, 50))["Instances"]) == 2


@pytest.mark.parametrize("percent", [0, 30, 50, 100])
@pytest.mark.parametrize("desired", [0, 1, 3])
def test_patched_the_count_is_whole_for_any_spot_share(
    client: Any, subnets: list[str], desired: int, percent: int
) -> None:
    with PATCH.applied():
        assert len(_group(_create(client, subnets, desired, percent))["Instances"]) == desired


def test_patched_the_policy_is_kept_and_repeating_a_capacity_replaces_nothing(
    client: Any, subnets: list[str]
) -> None:
    with PATCH.applied():
        autoscaling = _create(client, subnets, 3, 50)
        before = _group(autoscaling)
        autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=3)
        after = _group(autoscaling)
    assert after["Instances"] == before["Instances"]
    assert len(after["MixedInstancesPolicy"]["LaunchTemplate"]["Overrides"]) == 2


def test_patched_scaling_in_terminates_and_leaves_protected_instances(
    client: Any, subnets: list[str]
) -> None:
    with PATCH.applied():
        autoscaling = _create(client, subnets, 3, 50)
        protected = _group(autoscaling)["Instances"][0]["InstanceId"]
        autoscaling.set_instance_protection(
            AutoScalingGroupName="web", InstanceIds=[protected], ProtectedFromScaleIn=True
        )
        autoscaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=0)
        left = [instance["InstanceId"] for instance in _group(autoscaling)["Instances"]]
    assert left == [protected]
