"""Auto Scaling: a scaling policy reads back as it was put."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.patches.autoscaling_policies import PATCH


def _policy(client: Any, **more: Any) -> Any:
    autoscaling = client("autoscaling")
    autoscaling.put_scaling_policy(
        AutoScalingGroupName="web",
        PolicyName="queue",
        PolicyType="StepScaling",
        AdjustmentType="ExactCapacity",
        StepAdjustments=[{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 2}],
        **more,
    )
    return autoscaling.describe_policies()["ScalingPolicies"][0]


def test_moto_calls_no_policy_enabled_and_every_one_predictive(client: Any) -> None:
    policy = _policy(client)
    assert "Enabled" not in policy
    assert "PredictiveScalingConfiguration" in policy


def test_patched_a_policy_is_enabled_and_not_predictive(client: Any) -> None:
    with PATCH.applied():
        policy = _policy(client)
    assert policy["Enabled"] is True
    assert "PredictiveScalingConfiguration" not in policy


def test_patched_a_policy_can_be_put_disabled(client: Any) -> None:
    with PATCH.applied():
        assert _policy(client, Enabled=False)["Enabled"] is False
