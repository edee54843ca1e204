"""Auto Scaling: instances come and go step by step, by the engine's decisions, where it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement
from aeolus_sandbox.api.scaling import book

Method = Callable[..., Any]


def _unless_engine(original: Method) -> Method:
    """Leave to the engine what moto else does at once."""

    def act(self: Any, *args: Any, **kwargs: Any) -> Any:
        return None if book(self).present else original(self, *args, **kwargs)

    return act


def _noting_capacity(original: Method) -> Method:
    def set_desired_capacity(self: Any, new_capacity: int | None) -> None:
        if not book(self.autoscaling_backend).present:
            original(self, new_capacity)
            return
        self.desired_capacity = self.min_size if new_capacity is None else new_capacity

    return set_desired_capacity


def _within_limits(original: Method) -> Method:
    def update(self: Any, *args: Any, **kwargs: Any) -> None:
        before = self.desired_capacity
        original(self, *args, **kwargs)
        if book(self.autoscaling_backend).present and kwargs.get("desired_capacity") is None:
            self.desired_capacity = max(self.min_size, min(before, self.max_size))

    return update


def _ordered_out(original: Method) -> Method:
    def terminate_instance(self: Any, instance_id: str, should_decrement: bool) -> Any:
        from moto.autoscaling.models import TerminateInstanceActivity

        kept = book(self)
        if not kept.present:
            return original(self, instance_id, should_decrement)
        with kept.lock:
            state = _state(self, instance_id)
            group = state.auto_scaling_group
            before = group.desired_capacity
            cause = "an instance was taken out of service in response to a user request"
            # One of the warm pool is none of those desired.
            if should_decrement and not state.lifecycle_state.startswith("Warmed:"):
                group.desired_capacity = max(group.min_size, before - 1)
                cause += f", shrinking the capacity from {before} to {group.desired_capacity}"
            kept.record(instance_id).order = cause
        return TerminateInstanceActivity(state.instance, before)

    return terminate_instance


def _state(backend: Any, instance_id: str) -> Any:
    from moto.autoscaling.exceptions import ValidationError

    for state in backend.describe_auto_scaling_instances([instance_id]):
        return state
    raise ValidationError(f"Instance Id not found - No managed instance found for {instance_id}")


def _attached(original: Method) -> Method:
    def attach_instances(self: Any, group_name: str, instance_ids: list[str]) -> None:
        kept, group = book(self), self.autoscaling_groups[group_name]
        with kept.lock:
            before = group.desired_capacity
            original(self, group_name, instance_ids)
            if kept.present:
                group.desired_capacity = before + len(instance_ids)
                _come(self, instance_ids)

    return attach_instances


def _detached(original: Method) -> Method:
    def detach(self: Any, group_name: str, instance_ids: list[str], *args: Any) -> Any:
        kept = book(self)
        with kept.lock:
            answer = original(self, group_name, instance_ids, *args)
            if kept.present:
                for instance_id in instance_ids:
                    kept.records.pop(instance_id, None)
                    kept.detached[instance_id] = group_name
        return answer

    return detach


def _back_from_standby(original: Method) -> Method:
    def exit_standby(self: Any, group_name: str, instance_ids: list[str]) -> Any:
        kept = book(self)
        with kept.lock:
            answer = original(self, group_name, instance_ids)
            if kept.present:
                _come(self, instance_ids)
        return answer

    return exit_standby


def _come(backend: Any, instance_ids: Sequence[str]) -> None:
    for state in backend.describe_auto_scaling_instances(instance_ids):
        state.lifecycle_state = "Pending"
        book(backend).record(state.instance.id).in_service = None


def _marked(original: Method) -> Method:
    def set_instance_health(self: Any) -> Any:
        answer = original(self)
        kept, respected = book(self.autoscaling_backend), "ShouldRespectGracePeriod"
        if kept.present:
            record = kept.record(self._get_param("InstanceId"))
            record.mark_at_once = not self._get_bool_param(respected, True)
        return answer

    return set_instance_health


def _made_from(original: property) -> property:
    def launch_template(self: Any) -> Any:
        assert original.fget is not None
        record = book(self.auto_scaling_group.autoscaling_backend).records.get(self.instance.id)
        if record is None or "LaunchTemplateId" not in record.launched_from:
            return original.fget(self)
        return record.launched_from

    return property(launch_template)


def _replacements() -> Sequence[Replacement]:
    from moto.autoscaling.models import AutoScalingBackend, FakeAutoScalingGroup, InstanceState
    from moto.autoscaling.responses import AutoScalingResponse

    return [
        Replacement(FakeAutoScalingGroup, "set_desired_capacity", _noting_capacity),
        Replacement(FakeAutoScalingGroup, "update", _within_limits),
        Replacement(InstanceState, "launch_template", _made_from),
        Replacement(AutoScalingBackend, "notify_terminate_instances", _unless_engine),
        Replacement(AutoScalingBackend, "update_attached_target_groups", _unless_engine),
        Replacement(AutoScalingBackend, "terminate_instance", _ordered_out),
        Replacement(AutoScalingBackend, "attach_instances", _attached),
        Replacement(AutoScalingBackend, "detach_instances", _detached),
        Replacement(AutoScalingBackend, "exit_standby_instances", _back_from_standby),
        Replacement(AutoScalingResponse, "set_instance_health", _marked),
    ]


PATCH = Patch(
    name="autoscaling_pace",
    aws="an instance is Pending and Terminating for a while, and what is lost is launched anew",
    source="Amazon EC2 Auto Scaling User Guide, instance lifecycle",
    moto="launches and ends instances at once, in service and out of it",
    replacements=_replacements,
)
