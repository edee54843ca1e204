"""Auto Scaling: a target tracking policy has alarms of its own, that carry it out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement

_EC2 = {
    "ASGAverageCPUUtilization": "CPUUtilization",
    "ASGAverageNetworkIn": "NetworkIn",
    "ASGAverageNetworkOut": "NetworkOut",
}
# Fast out and slow in, with a margin: minutes in a row, and of which part of the target.
_ALARMS = {
    "High": ("GreaterThanThreshold", 3, 1.0),
    "Low": ("LessThanThreshold", 15, 0.9),
}


def _metric(policy: Any) -> dict[str, Any] | None:
    """Return the metric of moto's policy as an alarm has it; None for one by an expression."""
    told = vars(policy.target_tracking_configuration)
    if custom := told.get("CustomizedMetricSpecification"):
        if "MetricName" not in custom:
            return None
        return {
            "namespace": custom["Namespace"],
            "metric_name": custom["MetricName"],
            "statistic": custom.get("Statistic", "Average"),
            "dimensions": custom.get("Dimensions") or [],
        }
    predefined = told.get("PredefinedMetricSpecification", {})
    kind = predefined.get("PredefinedMetricType")
    if kind in _EC2:
        name, group = "AutoScalingGroupName", policy.auto_scaling_group_name
        return {
            "namespace": "AWS/EC2",
            "metric_name": _EC2[kind],
            "statistic": "Average",
            "dimensions": [{"Name": name, "Value": group}],
        }
    # ALBRequestCountPerTarget; its label is that of the load balancer and the target group.
    target_group = "targetgroup/" + predefined.get("ResourceLabel", "").partition("targetgroup/")[2]
    return {
        "namespace": "AWS/ApplicationELB",
        "metric_name": "RequestCountPerTarget",
        "statistic": "Sum",
        "dimensions": [{"Name": "TargetGroup", "Value": target_group}],
    }


def _alarms(policy: Any) -> Any:
    from moto.cloudwatch.models import cloudwatch_backends

    backend = policy.autoscaling_backend
    return cloudwatch_backends[backend.account_id][backend.region_name]


def _watched(original: Callable[..., Any]) -> Callable[..., Any]:
    def put_scaling_policy(self: Any, *args: Any, **kwargs: Any) -> Any:
        before = set(self.policies.values())
        policy = original(self, *args, **kwargs)
        for replaced in before - set(self.policies.values()):
            _forget(replaced)
        policy.alarms = []
        if policy.policy_type == "TargetTrackingScaling" and (metric := _metric(policy)):
            target = float(policy.target_tracking_configuration.TargetValue)
            held = vars(policy.target_tracking_configuration).get("DisableScaleIn")
            for end, (comparison, minutes, part) in _ALARMS.items():
                if end == "Low" and str(held).lower() == "true":
                    continue
                alarm = _alarms(policy).put_metric_alarm(
                    name=_name(policy, end),
                    description="DO NOT EDIT OR DELETE. For TargetTrackingScaling policy "
                    f"{policy.arn}.",
                    comparison_operator=comparison,
                    evaluation_periods=minutes,
                    period=60,
                    threshold=target * part,
                    alarm_actions=[policy.arn],
                    **metric,
                )
                policy.alarms.append({"AlarmName": alarm.name, "AlarmARN": alarm.alarm_arn})
        return policy

    return put_scaling_policy


def _name(policy: Any, end: str) -> str:
    return f"TargetTracking-{policy.auto_scaling_group_name}-Alarm{end}-{policy.name}"


def _forget(policy: Any) -> None:
    watching = getattr(policy, "alarms", [])
    _alarms(policy).delete_alarms([each["AlarmName"] for each in watching])


def _unwatched(original: Callable[..., None]) -> Callable[..., None]:
    def delete_policy(self: Any, name: str) -> None:
        policy = self.policies.get(name)
        original(self, name)
        if policy is not None:
            _forget(policy)

    return delete_policy


def _replacements() -> Sequence[Replacement]:
    from moto.autoscaling.models import AutoScalingBackend

    return [
        Replacement(AutoScalingBackend, "put_scaling_policy", _watched),
        Replacement(AutoScalingBackend, "delete_policy", _unwatched),
    ]


PATCH = Patch(
    name="autoscaling_target_alarms",
    aws="a target tracking policy has two alarms of its own, for scaling out and in",
    source="Amazon EC2 Auto Scaling User Guide, Target tracking scaling policies",
    moto="makes none, so that no target is tracked",
    replacements=_replacements,
)
