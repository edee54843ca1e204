"""Auto Scaling: a lifecycle hook notifies whom it was told to, or nobody."""

from __future__ import annotations

from typing import Any

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
