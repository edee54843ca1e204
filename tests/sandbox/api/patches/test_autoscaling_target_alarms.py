"""Auto Scaling: a target tracking policy has alarms of its own, that carry it out."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.api.patches.autoscaling_target_alarms import PATCH

POLICY = {"AutoScalingGroupName": "web", "PolicyName": "busy"}
CPU = {"PredefinedMetricSpecification": {"PredefinedMetricType": "ASGAverageCPUUtilization"}}
LABEL = "app/web/778d41231b141a0f/targetgroup/web/943f017f100becff"
REQUESTS = {
    "PredefinedMetricSpecification": {
        "PredefinedMetricType": "ALBRequestCountPerTarget",
        "ResourceLabel": LABEL,
    }
}
QUEUE = {
    "CustomizedMetricSpecification": {
        "Namespace": "Shop",
        "MetricName": "Waiting",
        "Statistic": "Maximum",
        "Dimensions": [{"Name": "Queue", "Value": "orders"}],
    }
}


def _track(client: Any, metric: dict[str, Any], *, held: bool = False) -> dict[str, Any]:
    autoscaling = client("autoscaling")
    autoscaling.put_scaling_policy(
        **POLICY,
        PolicyType="TargetTrackingScaling",
        TargetTrackingConfiguration={**metric, "TargetValue": 50.0, "DisableScaleIn": held},
    )
    found: dict[str, Any] = autoscaling.describe_policies()["ScalingPolicies"][0]
    return found


def _alarms(client: Any) -> dict[str, Any]:
    found = client("cloudwatch").describe_alarms()["MetricAlarms"]
    return {each["ComparisonOperator"]: each for each in found}


def test_moto_makes_no_alarm(client: Any) -> None:
    _track(client, CPU)
    assert _alarms(client) == {}


def test_patched_one_scales_out_soon_and_the_other_in_with_a_margin(client: Any) -> None:
    with PATCH.applied():
        policy = _track(client, CPU)
    alarms = _alarms(client)
    high, low = alarms["GreaterThanThreshold"], alarms["LessThanThreshold"]
    assert (high["Threshold"], high["EvaluationPeriods"]) == (50.0, 3)
    assert (low["Threshold"], low["EvaluationPeriods"]) == (45.0, 15)
    assert high["AlarmActions"] == low["AlarmActions"] == [policy["PolicyARN"]]
    assert {each["AlarmName"] for each in policy["Alarms"]} == {
        each["AlarmName"] for each in (high, low)
    }


@pytest.mark.parametrize(
    ("metric", "watched"),
    [
        (CPU, ("AWS/EC2", "CPUUtilization", "Average", "AutoScalingGroupName", "web")),
        (
            REQUESTS,
            (
                "AWS/ApplicationELB",
                "RequestCountPerTarget",
                "Sum",
                "TargetGroup",
                "targetgroup/web/943f017f100becff",
            ),
        ),
        (QUEUE, ("Shop", "Waiting", "Maximum", "Queue", "orders")),
    ],
    ids=["cpu", "requests", "custom"],
)
def test_patched_they_watch_the_metric_of_the_policy(
    client: Any, metric: dict[str, Any], watched: tuple[str, ...]
) -> None:
    with PATCH.applied():
        _track(client, metric)
    for alarm in _alarms(client).values():
        [dimension] = alarm["Dimensions"]
        found = (alarm["Namespace"], alarm["MetricName"], alarm["Statistic"])
        assert (*found, dimension["Name"], dimension["Value"]) == watched


def test_patched_a_group_that_is_not_scaled_in_has_no_alarm_for_it(client: Any) -> None:
    with PATCH.applied():
        _track(client, CPU)
        _track(client, CPU, held=True)
    assert _alarms(client).keys() == {"GreaterThanThreshold"}


def test_patched_they_go_with_the_policy(client: Any) -> None:
    with PATCH.applied():
        _track(client, CPU)
        client("autoscaling").delete_policy(**POLICY)
    assert _alarms(client) == {}
