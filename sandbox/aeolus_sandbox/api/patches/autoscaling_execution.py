"""Auto Scaling: a scaling policy is carried out within its steps, limits and cooldown."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement
from aeolus_sandbox.api.scaling import book


def adjusted(policy: Any, current: int, adjustment: int) -> int:
    """Return the capacity after an adjustment of moto's policy.

    A percentage is rounded away from nothing, else towards it, and changes at least the policy's
    MinAdjustmentMagnitude (User Guide, "Scaling adjustment types").
    """
    match policy.adjustment_type:
        case "ExactCapacity":
            return adjustment
        case "PercentChangeInCapacity":
            exact = current * adjustment / 100
            change = math.trunc(exact) if abs(exact) > 1 else math.ceil(abs(exact))
            change = abs(change) if adjustment > 0 else -abs(change)
            least = int(policy.min_adjustment_magnitude or 0)
            if abs(change) < least:
                change = int(math.copysign(least, adjustment))
            return current + change
        case _:
            return current + adjustment


def step(policy: Any, breach: float) -> int | None:
    """Return the adjustment of the step for a metric `breach` from its threshold, if any."""
    for each in policy.step_adjustments or ():
        lower, upper = (each.get(f"MetricInterval{end}Bound") for end in ("Lower", "Upper"))
        above = lower is None or breach >= float(lower)
        below = upper is None or breach < float(upper)
        if breach < 0:  # the bounds of scaling in are the other way round
            above = lower is None or breach > float(lower)
            below = upper is None or breach <= float(upper)
        if above and below:
            return int(each["ScalingAdjustment"])
    return None


def _tracked(policy: Any, group: Any, metric: float) -> int:
    """Return the capacity in proportion to how far the metric is from the policy's target."""
    configuration = policy.target_tracking_configuration
    target = float(configuration.TargetValue)
    before: int = group.desired_capacity
    wanted = math.ceil(before * metric / target)
    held = str(getattr(configuration, "DisableScaleIn", False)).lower() == "true"
    return max(wanted, before) if held else wanted


def _carried_out(original: Callable[..., Any]) -> Callable[..., Any]:
    def execute_policy(self: Any) -> Any:
        from moto.autoscaling.exceptions import AutoscalingClientError, ValidationError
        from moto.core.responses import EmptyResult

        backend, name = self.autoscaling_backend, self._get_param("PolicyName")
        policy = _policy(backend, name, self._get_param("AutoScalingGroupName"))
        if policy is None:
            raise ValidationError(f"Policy not found: {name}")
        group, kept = backend.autoscaling_groups[policy.auto_scaling_group_name], book(backend)
        now = kept.clock()
        kind = policy.policy_type
        simple = kind == "SimpleScaling"
        if simple and self._get_bool_param("HonorCooldown", False):
            cooldown = group.default_cooldown if policy.cooldown is None else policy.cooldown
            if now - kept.scaled.get(group.name, -math.inf) < float(cooldown):
                raise AutoscalingClientError("ScalingActivityInProgress", "Cooldown in progress")
        if not simple and self._get_param("MetricValue") is None:
            raise ValidationError(f"MetricValue is required for policies of type {kind}")
        metric, threshold = (self._get_param(each) for each in ("MetricValue", "BreachThreshold"))
        wanted = _wanted(policy, group, float(metric or 0), float(threshold or 0))
        if wanted is not None:
            kept.scaled[group.name] = now
            limited = max(group.min_size, min(wanted, group.max_size))
            backend.set_desired_capacity(group.name, limited)
        return EmptyResult()

    return execute_policy


def _policy(backend: Any, name: str, group: str | None) -> Any:
    wanted = name.rpartition("policyName/")[2]
    found = backend.policies.get(wanted)
    return found if found and group in (None, found.auto_scaling_group_name) else None


def _wanted(policy: Any, group: Any, metric: float, threshold: float) -> int | None:
    match policy.policy_type:
        case "TargetTrackingScaling":
            return _tracked(policy, group, metric)
        case "StepScaling":
            adjustment = step(policy, metric - threshold)
            return (
                None if adjustment is None else adjusted(policy, group.desired_capacity, adjustment)
            )
        case _:
            return adjusted(policy, group.desired_capacity, int(policy.scaling_adjustment or 0))


def _replacements() -> Sequence[Replacement]:
    from moto.autoscaling.responses import AutoScalingResponse

    return [Replacement(AutoScalingResponse, "execute_policy", _carried_out)]


PATCH = Patch(
    name="autoscaling_execution",
    aws="ExecutePolicy takes the step for the metric, honours a cooldown, and keeps within limits",
    source="Amazon EC2 Auto Scaling API Reference, ExecutePolicy",
    moto="knows simple policies alone, and scales past the group's maximum",
    replacements=_replacements,
)
