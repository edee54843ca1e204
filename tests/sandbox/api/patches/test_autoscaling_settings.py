"""Auto Scaling: a group has the settings it was given, and an update changes only what it names."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.api.patches.autoscaling_settings import PATCH

WEB = {"AutoScalingGroupName": "web"}
SETTINGS = {
    "MaxInstanceLifetime": 86400,
    "DefaultInstanceWarmup": 30,
    "DefaultCooldown": 20,
    "InstanceMaintenancePolicy": {"MinHealthyPercentage": 90, "MaxHealthyPercentage": 120},
    "TerminationPolicies": ["NewestInstance"],
    "CapacityRebalance": True,
}
MIXED: dict[str, Any] = {
    "LaunchTemplate": {
        "LaunchTemplateSpecification": {"LaunchTemplateName": "web", "Version": "1"},
        "Overrides": [{"InstanceType": "m7g.large"}],
    },
}


@pytest.fixture
def autoscaling(client: Any, image: str) -> Any:
    """Return a client; there is a launch template."""
    data = {"ImageId": image, "InstanceType": "m7g.large"}
    client("ec2").create_launch_template(LaunchTemplateName="web", LaunchTemplateData=data)
    return client("autoscaling")


def _create(autoscaling: Any, subnets: list[str], **more: Any) -> None:
    autoscaling.create_auto_scaling_group(
        **WEB,
        MinSize=0,
        MaxSize=4,
        DesiredCapacity=0,
        VPCZoneIdentifier=subnets[0],
        MixedInstancesPolicy=MIXED,
        **more,
    )


def _group(autoscaling: Any) -> dict[str, Any]:
    [group] = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]
    found: dict[str, Any] = group
    return found


def _settings(autoscaling: Any) -> dict[str, Any]:
    return {key: _group(autoscaling).get(key) for key in SETTINGS}


def test_moto_forgets_settings_and_the_policy(autoscaling: Any, subnets: list[str]) -> None:
    _create(autoscaling, subnets, **SETTINGS)
    assert _settings(autoscaling) != SETTINGS
    assert _group(autoscaling)["HealthCheckGracePeriod"] == 300
    autoscaling.update_auto_scaling_group(**WEB, MaxSize=5)
    assert "MixedInstancesPolicy" not in _group(autoscaling)


def test_patched_it_keeps_what_it_is_created_with(autoscaling: Any, subnets: list[str]) -> None:
    with PATCH.applied():
        _create(autoscaling, subnets, **SETTINGS)
    assert _settings(autoscaling) == SETTINGS


def test_patched_it_takes_what_an_update_names(autoscaling: Any, subnets: list[str]) -> None:
    with PATCH.applied():
        _create(autoscaling, subnets)
        autoscaling.update_auto_scaling_group(**WEB, **SETTINGS)
    assert _settings(autoscaling) == SETTINGS


def test_patched_it_keeps_what_an_update_does_not_name(
    autoscaling: Any, subnets: list[str]
) -> None:
    with PATCH.applied():
        _create(autoscaling, subnets, **SETTINGS)
        autoscaling.update_auto_scaling_group(**WEB, MaxSize=5)
    group = _group(autoscaling)
    assert _settings(autoscaling) == SETTINGS
    assert group["MixedInstancesPolicy"]["LaunchTemplate"]["Overrides"]
    assert group["MaxSize"] == 5


@pytest.mark.parametrize(("given", "told"), [({}, 0), ({"HealthCheckGracePeriod": 60}, 60)])
def test_patched_grace_is_what_was_given(
    autoscaling: Any, subnets: list[str], given: dict[str, int], told: int
) -> None:
    with PATCH.applied():
        _create(autoscaling, subnets, **given)
    assert _group(autoscaling)["HealthCheckGracePeriod"] == told
