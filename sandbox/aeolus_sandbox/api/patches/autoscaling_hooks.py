"""Auto Scaling: a lifecycle hook notifies whom it was told to, or nobody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _keeping_target(original: Callable[..., Any]) -> Callable[..., Any]:
    def put_lifecycle_hook(self: Any) -> Any:
        answer = original(self)
        group, name = self._get_param("AutoScalingGroupName"), self._get_param("LifecycleHookName")
        hook = self.autoscaling_backend.lifecycle_hooks[f"{group}_{name}"]
        hook.role_arn = self._get_param("RoleARN")
        hook.notification_target_arn = self._get_param("NotificationTargetARN")
        hook.notification_metadata = self._get_param("NotificationMetadata")
        return answer

    return put_lifecycle_hook


def _replacements() -> Sequence[Replacement]:
    from moto.autoscaling.responses import AutoScalingResponse

    return [Replacement(AutoScalingResponse, "put_lifecycle_hook", _keeping_target)]


PATCH = Patch(
    name="autoscaling_hooks",
    aws="RoleARN, NotificationTargetARN and NotificationMetadata are what PutLifecycleHook gave",
    source="Amazon EC2 Auto Scaling API Reference, PutLifecycleHook",
    moto="invents a role and a queue for every hook",
    replacements=_replacements,
)
