"""Which metrics AWS publishes of what runs."""

from __future__ import annotations

import pytest

from aeolus_sandbox.services.metrics.datum import Datum, of_group, of_instance, of_targets

BALANCER = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/web/0123"
TARGETS = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/4567"


@pytest.mark.parametrize(
    ("failed", "any_check", "instance", "system"),
    [(None, 0, 0, 0), ("instance", 1, 1, 0), ("system", 1, 1, 1)],
)
def test_an_instance_fails_its_own_check_and_without_power_both(
    failed: str | None, any_check: float, instance: float, system: float
) -> None:
    found = {one.name: one.value for one in of_instance("i-1", None, failed, None)}
    assert found == {
        "StatusCheckFailed": any_check,
        "StatusCheckFailed_Instance": instance,
        "StatusCheckFailed_System": system,
    }


def test_how_busy_an_instance_is_can_be_found_by_its_group() -> None:
    found = [one for one in of_instance("i-1", "web", None, 12.5) if one.unit == "Percent"]
    assert found == [
        Datum("AWS/EC2", "CPUUtilization", 12.5, "Percent", dimensions)
        for dimensions in ({"InstanceId": "i-1"}, {"AutoScalingGroupName": "web"})
    ]


def test_a_group_has_those_metrics_that_are_enabled() -> None:
    sizes = {"GroupMinSize": 1.0, "GroupMaxSize": 4.0, "GroupDesiredCapacity": 3.0}
    states = ["InService", "InService", "Pending:Wait", "Terminating:Wait", "Terminated"]
    enabled = ["GroupInServiceInstances", "GroupTotalInstances", "GroupMaxSize", "Unheard"]
    found = {one.name: one.value for one in of_group("web", enabled, sizes, states)}
    assert found == {"GroupInServiceInstances": 2, "GroupTotalInstances": 4, "GroupMaxSize": 4}
    assert list(of_group("web", (), sizes, states)) == []


def test_targets_are_counted_for_each_load_balancer_by_their_health() -> None:
    network = BALANCER.replace("/app/", "/net/")
    states = ["healthy", "unhealthy", "initial", "draining", "unhealthy.draining"]
    found = list(of_targets(TARGETS, [BALANCER, network], states))
    dimensions = {"TargetGroup": "targetgroup/web/4567", "LoadBalancer": "app/web/0123"}
    assert found[0] == Datum("AWS/ApplicationELB", "HealthyHostCount", 1, "Count", dimensions)
    assert [(one.namespace, one.name, one.value) for one in found[1:]] == [
        ("AWS/ApplicationELB", "UnHealthyHostCount", 2),
        ("AWS/NetworkELB", "HealthyHostCount", 1),
        ("AWS/NetworkELB", "UnHealthyHostCount", 2),
    ]
