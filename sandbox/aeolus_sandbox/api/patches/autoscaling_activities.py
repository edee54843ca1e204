"""Auto Scaling: a group's activities can be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement, method
from aeolus_sandbox.api.scaling import book


def _described(self: Any) -> Any:
    from moto.core.responses import ActionResult

    name, ids = self._get_param("AutoScalingGroupName"), self._get_param("ActivityIds", [])
    found = [
        activity
        for activity in book(self.autoscaling_backend).activities
        if (not name or activity.auto_scaling_group_name == name)
        and (not ids or activity.activity_id in ids)
    ]
    limit = self._get_int_param("MaxRecords") or 100
    return ActionResult({"Activities": found[:limit]})


def _noted(original: Callable[..., Any]) -> Callable[..., Any]:
    def act(self: Any, *args: Any, **kwargs: Any) -> Any:
        activities = original(self, *args, **kwargs)
        for activity in activities:
            activity.status_code, activity.progress = "Successful", 100
            book(self).note(activity)
        return activities

    return act


def _replacements() -> Sequence[Replacement]:
    from moto.autoscaling.models import AutoScalingBackend
    from moto.autoscaling.responses import AutoScalingResponse

    return [
        method(AutoScalingResponse, "describe_scaling_activities", _described),
        *(
            Replacement(AutoScalingBackend, name, _noted)
            for name in ("detach_instances", "enter_standby_instances", "exit_standby_instances")
        ),
    ]


PATCH = Patch(
    name="autoscaling_activities",
    aws="keeps what a group did and why: DescribeScalingActivities",
    source="Amazon EC2 Auto Scaling API Reference, DescribeScalingActivities",
    moto="has none, even after DetachInstances and EnterStandby",
    replacements=_replacements,
)
