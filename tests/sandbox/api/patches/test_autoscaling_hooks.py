"""Auto Scaling: a lifecycle hook notifies whom it was told to, or nobody."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.api.patches.autoscaling_hooks import PATCH

QUEUE = "arn:aws:sqs:eu-central-1:123456789012:drained"
ROLE = "arn:aws:iam::123456789012:role/notifier"


def _hook(client: Any, **target: str) -> Any:
    autoscaling = client("autoscaling")
    autoscaling.put_lifecycle_hook(
        AutoScalingGroupName="web",
        LifecycleHookName="drain",
        LifecycleTransition="autoscaling:EC2_INSTANCE_TERMINATING",
        **target,
    )
    return autoscaling.describe_lifecycle_hooks(AutoScalingGroupName="web")["LifecycleHooks"][0]


def test_moto_invents_a_queue(client: Any) -> None:
    assert "my-queue" in _hook(client)["NotificationTargetARN"]


def test_patched_a_hook_without_target_has_none(client: Any) -> None:
    with PATCH.applied():
        assert not {"NotificationTargetARN", "RoleARN"} & _hook(client).keys()


def test_patched_a_given_target_is_kept(client: Any) -> None:
    with PATCH.applied():
        hook = _hook(client, NotificationTargetARN=QUEUE, RoleARN=ROLE)
    assert (hook["NotificationTargetARN"], hook["RoleARN"]) == (QUEUE, ROLE)


@pytest.fixture
def group(client: Any, image: str, subnets: list[str]) -> Any:
    """Return what creates an empty group with a hook."""
    data = {"ImageId": image, "InstanceType": "m7g.large"}
    client("ec2").create_launch_template(LaunchTemplateName="web", LaunchTemplateData=data)
    hook = {
        "LifecycleHookName": "prepare",
        "LifecycleTransition": "autoscaling:EC2_INSTANCE_LAUNCHING",
        "HeartbeatTimeout": 90,
        "NotificationTargetARN": QUEUE,
    }
    return {
        "AutoScalingGroupName": "web",
        "MinSize": 0,
        "MaxSize": 1,
        "VPCZoneIdentifier": subnets[0],
        "LaunchTemplate": {"LaunchTemplateName": "web", "Version": "1"},
        "LifecycleHookSpecificationList": [hook],
    }


def _hooks(autoscaling: Any) -> Any:
    return autoscaling.describe_lifecycle_hooks(AutoScalingGroupName="web")["LifecycleHooks"]


def test_moto_loses_the_hooks_of_a_new_group(client: Any, group: Any) -> None:
    client("autoscaling").create_auto_scaling_group(**group)
    assert _hooks(client("autoscaling")) == []


def test_patched_a_group_has_the_hooks_that_it_is_created_with(client: Any, group: Any) -> None:
    with PATCH.applied():
        client("autoscaling").create_auto_scaling_group(**group)
        [hook] = _hooks(client("autoscaling"))
    assert (hook["LifecycleHookName"], hook["HeartbeatTimeout"]) == ("prepare", 90)
    assert (hook["DefaultResult"], hook["NotificationTargetARN"]) == ("ABANDON", QUEUE)
