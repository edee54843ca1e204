"""Auto Scaling: a group with instances is not deleted, or goes once they are gone, with its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement
from aeolus_sandbox.api.scaling import book


def _once_empty(original: Callable[..., Any]) -> Callable[..., Any]:
    def delete_auto_scaling_group(self: Any) -> Any:
        from moto.autoscaling.exceptions import AutoscalingClientError
        from moto.core.responses import EmptyResult

        backend, name = self.autoscaling_backend, self._get_param("AutoScalingGroupName")
        kept, group = book(backend), backend.autoscaling_groups.get(name)
        if not kept.present or group is None or not group.instance_states:
            return original(self)
        if not self._get_bool_param("ForceDelete", False):
            raise AutoscalingClientError(
                "ResourceInUse",
                "You cannot delete an AutoScalingGroup while there are instances or pending Spot "
                "instance request(s) still in the group.",
            )
        with kept.lock:
            group.min_size = group.desired_capacity = 0
            group.status = "Delete in progress"
            kept.deleting.add(name)
        return EmptyResult()

    return delete_auto_scaling_group


def _with_its_own(original: Callable[..., Any]) -> Callable[..., Any]:
    def delete_auto_scaling_group(self: Any, group_name: str) -> None:
        original(self, group_name)
        for hook in self.describe_lifecycle_hooks(group_name):
            self.delete_lifecycle_hook(group_name, hook.name)
        for policy in self.describe_policies(group_name):
            self.delete_policy(policy.name)
        for action in self.describe_scheduled_actions(group_name):
            self.delete_scheduled_action(group_name, action.scheduled_action_name)
        book(self).forget(group_name)

    return delete_auto_scaling_group


def _replacements() -> Sequence[Replacement]:
    from moto.autoscaling.models import AutoScalingBackend
    from moto.autoscaling.responses import AutoScalingResponse

    return [
        Replacement(AutoScalingBackend, "delete_auto_scaling_group", _with_its_own),
        Replacement(AutoScalingResponse, "delete_auto_scaling_group", _once_empty),
    ]


PATCH = Patch(
    name="autoscaling_deletion",
    aws="refuses to delete a group that has instances; by force, it goes when they are gone, and "
    "its hooks, policies and scheduled actions with it",
    source="Amazon EC2 Auto Scaling API Reference, DeleteAutoScalingGroup",
    moto="deletes the group with its instances, and leaves its hooks to the next of the name",
    replacements=_replacements,
)
