"""Auto Scaling: a lifecycle action is completed, or prolonged by a heartbeat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement, method
from aeolus_sandbox.api.scaling import Action, book


def _action(response: Any) -> Action:
    """Return the action asked for by its token, or by its hook and instance."""
    from moto.autoscaling.exceptions import ValidationError

    backend = response.autoscaling_backend
    group = backend.autoscaling_groups.get(response._get_param("AutoScalingGroupName"))
    hook = response._get_param("LifecycleHookName")
    token, instance_id = (
        response._get_param("LifecycleActionToken"),
        response._get_param("InstanceId"),
    )
    for state in group.instance_states if group else ():
        record = book(backend).records.get(state.instance.id)
        for action in record.actions if record else ():
            here = action.token == token if token else state.instance.id == instance_id
            if here and action.hook == hook and action.answer is None:
                return action
    wanted = f"token {token}" if token else f"instance ID {instance_id}"
    raise ValidationError(f"No active Lifecycle Action found with {wanted}")


def _complete(self: Any) -> Any:
    from moto.autoscaling.exceptions import ValidationError
    from moto.core.responses import EmptyResult

    result = self._get_param("LifecycleActionResult")
    if result not in ("CONTINUE", "ABANDON"):
        raise ValidationError("Lifecycle action result must be CONTINUE or ABANDON")
    with book(self.autoscaling_backend).lock:
        _action(self).answer = result
    return EmptyResult()


def _heartbeat(self: Any) -> Any:
    from moto.core.responses import EmptyResult

    kept = book(self.autoscaling_backend)
    with kept.lock:
        _action(self).heartbeat = kept.clock()
    return EmptyResult()


def _replacements() -> Sequence[Replacement]:
    from moto.autoscaling.responses import AutoScalingResponse

    return [
        method(AutoScalingResponse, "complete_lifecycle_action", _complete),
        method(AutoScalingResponse, "record_lifecycle_action_heartbeat", _heartbeat),
    ]


PATCH = Patch(
    name="autoscaling_lifecycle_actions",
    aws="CompleteLifecycleAction and RecordLifecycleActionHeartbeat answer a hook that waits",
    source="Amazon EC2 Auto Scaling API Reference, CompleteLifecycleAction",
    moto="has neither: its hooks hold nothing",
    replacements=_replacements,
)
