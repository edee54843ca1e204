"""Auto Scaling: a lifecycle hook notifies whom it was told to, or nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement

_NOTIFICATION = {
    "RoleARN": "role_arn",
    "NotificationTargetARN": "notification_target_arn",
    "NotificationMetadata": "notification_metadata",
}


def _keeping_target(original: Callable[..., Any]) -> Callable[..., Any]:
    def put_lifecycle_hook(self: Any) -> Any:
        answer = original(self)
        group, name = self._get_param("AutoScalingGroupName"), self._get_param("LifecycleHookName")
        hook = self.autoscaling_backend.lifecycle_hooks[f"{group}_{name}"]
        _notify(hook, {key: self._get_param(key) for key in _NOTIFICATION})
        return answer

    return put_lifecycle_hook


def _notify(hook: Any, given: Mapping[str, Any]) -> None:
    for name, attribute in _NOTIFICATION.items():
        setattr(hook, attribute, given.get(name))


def _from_the_beginning(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_auto_scaling_group(self: Any) -> Any:
        backend, group = self.autoscaling_backend, self._get_param("AutoScalingGroupName")
        asked = self._get_param("LifecycleHookSpecificationList", [])
        if group in backend.autoscaling_groups:
            return original(self)
        for each in asked:
            hook = backend.create_lifecycle_hook(
                name=each["LifecycleHookName"],
                as_name=group,
                transition=each["LifecycleTransition"],
                timeout=int(each.get("HeartbeatTimeout") or 0) or None,
                result=each.get("DefaultResult"),
            )
            _notify(hook, each)
        return original(self)

    return create_auto_scaling_group


def _replacements() -> Sequence[Replacement]:
    from moto.autoscaling.responses import AutoScalingResponse

    return [
        Replacement(AutoScalingResponse, "put_lifecycle_hook", _keeping_target),
        Replacement(AutoScalingResponse, "create_auto_scaling_group", _from_the_beginning),
    ]


PATCH = Patch(
    name="autoscaling_hooks",
    aws="a hook notifies whom PutLifecycleHook named; a group may be created with its hooks",
    source="Amazon EC2 Auto Scaling API Reference, PutLifecycleHook, CreateAutoScalingGroup",
    moto="invents a role and a queue for every hook, and loses those a group is created with",
    replacements=_replacements,
)
