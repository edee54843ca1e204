"""Auto Scaling: a group has the settings it was given, and an update changes only what it names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement

# By the API's names and moto's, those that moto takes at no time, or not in an update.
_NUMBERS = {
    "DefaultCooldown": "default_cooldown",
    "DefaultInstanceWarmup": "default_instance_warmup",
    "MaxInstanceLifetime": "max_instance_lifetime",
}
_OTHERS = {
    "InstanceMaintenancePolicy": "instance_maintenance_policy",
    "TerminationPolicies": "termination_policies",
}


def _take(response: Any) -> None:
    backend = response.autoscaling_backend
    group = backend.autoscaling_groups[response._get_param("AutoScalingGroupName")]
    for name, attribute in _NUMBERS.items():
        if (number := response._get_int_param(name)) is not None:
            setattr(group, attribute, number)
    for name, attribute in _OTHERS.items():
        if given := response._get_param(name):
            setattr(group, attribute, given)
    rebalance = response._get_bool_param("CapacityRebalance", None)
    if rebalance is not None:
        group.capacity_rebalance = rebalance


def _made(original: Callable[..., Any]) -> Callable[..., Any]:
    def create(self: Any) -> Any:
        answer = original(self)
        group = self.autoscaling_backend.autoscaling_groups[self._get_param("AutoScalingGroupName")]
        # moto takes five minutes for none.
        grace = self._get_int_param("HealthCheckGracePeriod")
        group.health_check_grace_period = grace or 0
        _take(self)
        return answer

    return create


def _changed(original: Callable[..., Any]) -> Callable[..., Any]:
    def update(self: Any) -> Any:
        name = self._get_param("AutoScalingGroupName")
        group = self.autoscaling_backend.autoscaling_groups.get(name)
        before = group.mixed_instances_policy if group is not None else None
        answer = original(self)
        given = ("MixedInstancesPolicy", "LaunchTemplate", "LaunchConfigurationName")
        if group is not None and not any(self._get_param(each) for each in given):
            group.mixed_instances_policy = before
        _take(self)
        return answer

    return update


def _replacements() -> Sequence[Replacement]:
    from moto.autoscaling.responses import AutoScalingResponse

    return [
        Replacement(AutoScalingResponse, "create_auto_scaling_group", _made),
        Replacement(AutoScalingResponse, "update_auto_scaling_group", _changed),
    ]


PATCH = Patch(
    name="autoscaling_settings",
    aws="a group keeps its lifetime, warm-up, maintenance and termination policies, and a grace "
    "period of none; an update changes only what it names",
    source="Amazon EC2 Auto Scaling API Reference, CreateAutoScalingGroup, UpdateAutoScalingGroup",
    moto="forgets them, makes the grace period five minutes, and drops the mixed-instances policy",
    replacements=_replacements,
)
