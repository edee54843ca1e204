"""Auto Scaling: a scaling policy is carried out within its steps, limits and cooldown."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from aeolus_sandbox.api.patches.autoscaling_execution import PATCH, adjusted, step

WEB = {"AutoScalingGroupName": "web"}
POLICY = {**WEB, "PolicyName": "grow"}
STEPS = [
    {"MetricIntervalLowerBound": 0.0, "MetricIntervalUpperBound": 20.0, "ScalingAdjustment": 1},
    {"MetricIntervalLowerBound": 20.0, "ScalingAdjustment": 2},
]


@pytest.fixture(autouse=True)
def one(autoscaling: Any) -> None:
    """Make it a group of one instance, of one to four."""
    autoscaling.update_auto_scaling_group(**WEB, MinSize=1, DesiredCapacity=1)


def _simple(autoscaling: Any, adjustment: int) -> None:
    autoscaling.put_scaling_policy(
        **POLICY, AdjustmentType="ChangeInCapacity", ScalingAdjustment=adjustment
    )


def _desired(autoscaling: Any) -> int:
    [group] = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]
    desired: int = group["DesiredCapacity"]
    return desired


def test_moto_scales_past_the_maximum(autoscaling: Any) -> None:
    _simple(autoscaling, 9)
    autoscaling.execute_policy(**POLICY)
    assert _desired(autoscaling) == 10


@pytest.mark.parametrize(("adjustment", "desired"), [(9, 4), (2, 3), (-9, 1)])
def test_patched_it_keeps_within_the_limits(
    autoscaling: Any, adjustment: int, desired: int
) -> None:
    _simple(autoscaling, adjustment)
    with PATCH.applied():
        autoscaling.execute_policy(**POLICY)
    assert _desired(autoscaling) == desired


def test_patched_a_cooldown_is_honoured_if_asked(autoscaling: Any) -> None:
    _simple(autoscaling, 1)
    with PATCH.applied():
        autoscaling.execute_policy(**POLICY, HonorCooldown=True)
        with pytest.raises(autoscaling.exceptions.ScalingActivityInProgressFault):
            autoscaling.execute_policy(**POLICY, HonorCooldown=True)
        autoscaling.execute_policy(**POLICY)
    assert _desired(autoscaling) == 3


@pytest.mark.parametrize(("metric", "desired"), [(50.0, 2), (75.0, 3), (40.0, 1)])
def test_patched_the_step_is_that_of_the_metric(
    autoscaling: Any, metric: float, desired: int
) -> None:
    autoscaling.put_scaling_policy(
        **POLICY,
        PolicyType="StepScaling",
        AdjustmentType="ChangeInCapacity",
        StepAdjustments=STEPS,
    )
    with PATCH.applied():
        autoscaling.execute_policy(**POLICY, MetricValue=metric, BreachThreshold=50.0)
    assert _desired(autoscaling) == desired


@pytest.mark.parametrize(("metric", "held", "desired"), [(120.0, False, 3), (10.0, True, 2)])
def test_patched_a_target_is_tracked_in_proportion(
    autoscaling: Any, metric: float, held: bool, desired: int
) -> None:
    autoscaling.put_scaling_policy(
        **POLICY,
        PolicyType="TargetTrackingScaling",
        TargetTrackingConfiguration={
            "PredefinedMetricSpecification": {"PredefinedMetricType": "ASGAverageCPUUtilization"},
            "TargetValue": 80.0,
            "DisableScaleIn": held,
        },
    )
    autoscaling.set_desired_capacity(**WEB, DesiredCapacity=2)
    with PATCH.applied():
        autoscaling.execute_policy(**POLICY, MetricValue=metric, BreachThreshold=80.0)
    assert _desired(autoscaling) == desired


@pytest.mark.parametrize("asked", [{}, {"PolicyName": "unheard"}])
def test_patched_no_metric_and_no_policy_are_errors(autoscaling: Any, asked: Any) -> None:
    autoscaling.put_scaling_policy(
        **POLICY,
        PolicyType="StepScaling",
        AdjustmentType="ChangeInCapacity",
        StepAdjustments=STEPS,
    )
    with PATCH.applied(), pytest.raises(autoscaling.exceptions.ClientError, match="Validation"):
        autoscaling.execute_policy(**{**POLICY, **asked})


@pytest.mark.parametrize(
    ("kind", "current", "adjustment", "least", "capacity"),
    [
        ("ExactCapacity", 3, 5, None, 5),
        ("PercentChangeInCapacity", 10, 25, None, 12),
        ("PercentChangeInCapacity", 2, 10, None, 3),
        ("PercentChangeInCapacity", 10, -25, None, 8),
        ("PercentChangeInCapacity", 2, -10, None, 1),
        ("PercentChangeInCapacity", 10, 10, 3, 13),
        ("PercentChangeInCapacity", 10, -10, 3, 7),
    ],
)
def test_an_adjustment_is_rounded_as_aws_does(
    kind: str, current: int, adjustment: int, least: int | None, capacity: int
) -> None:
    policy = SimpleNamespace(adjustment_type=kind, min_adjustment_magnitude=least)
    assert adjusted(policy, current, adjustment) == capacity


@pytest.mark.parametrize(
    ("breach", "adjustment"), [(-5.0, None), (0.0, 1), (19.9, 1), (20.0, 2), (900.0, 2)]
)
def test_a_step_begins_at_its_lower_bound(breach: float, adjustment: int | None) -> None:
    assert step(SimpleNamespace(step_adjustments=STEPS), breach) == adjustment


@pytest.mark.parametrize(("breach", "adjustment"), [(-0.1, -1), (-10.0, -1), (-10.1, -2)])
def test_a_step_of_scaling_in_begins_at_its_upper_bound(breach: float, adjustment: int) -> None:
    steps = [
        {
            "MetricIntervalLowerBound": -10.1,
            "MetricIntervalUpperBound": 0.0,
            "ScalingAdjustment": -1,
        },
        {"MetricIntervalUpperBound": -10.1, "ScalingAdjustment": -2},
    ]
    assert step(SimpleNamespace(step_adjustments=steps), breach) == adjustment
