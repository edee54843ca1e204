"""A group's instances as targets of its load balancers."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.observations import TargetHealth
from support.scaling import WEB, Scaling


def test_targets_are_those_in_service(region: Scaling) -> None:
    region.create(2, TargetGroupARNs=[region.target_group])
    region.engine.reconcile()
    assert region.targets() == set(), "what boots serves nobody"
    region.settle()
    assert region.targets() == set(region.serving())
    assert "elbv2" in region.woken


def test_connections_may_end_before_the_instance_does(region: Scaling) -> None:
    region.create(1, TargetGroupARNs=[region.target_group])
    region.settle()
    [leaving] = region.serving()
    observations.target_health[region.target_group, leaving, 8080] = TargetHealth("draining")
    region.woken.clear()
    region.autoscaling.set_desired_capacity(**WEB, DesiredCapacity=0)
    region.settle()
    assert region.targets() == set()
    assert "elbv2" in region.woken
    assert region.states() == {leaving: "Terminating"}
    assert region.activities()[0]["StatusCode"] == "WaitingForELBConnectionDraining"
    del observations.target_health[region.target_group, leaving, 8080]
    region.settle(1)
    assert region.states() == {}


def test_an_instance_outlasts_the_delay_while_its_load_balancer_has_yet_to_hear(
    region: Scaling,
) -> None:
    """What a busy load balancer still sends there would be answered 502."""
    region.create(1, TargetGroupARNs=[region.target_group])
    region.settle()
    [leaving] = region.serving()
    observations.target_health[region.target_group, leaving, 8080] = TargetHealth("healthy")
    region.autoscaling.set_desired_capacity(**WEB, DesiredCapacity=0)
    region.settle()
    region.settle(300)
    assert region.states() == {leaving: "Terminating"}
    region.settle(60)
    assert region.states() == {}, "one that never hears is not waited for"


def test_standby_and_detachment_take_an_instance_out(region: Scaling) -> None:
    region.create(2, TargetGroupARNs=[region.target_group])
    region.settle()
    resting, leaving = region.serving()
    asked: dict[str, Any] = {**WEB, "ShouldDecrementDesiredCapacity": True}
    region.autoscaling.enter_standby(InstanceIds=[resting], **asked)
    region.autoscaling.detach_instances(InstanceIds=[leaving], **asked)
    region.settle()
    assert region.targets() == set()
    assert region.states() == {resting: "Standby"}
    region.autoscaling.exit_standby(InstanceIds=[resting], **WEB)
    region.autoscaling.attach_instances(InstanceIds=[leaving], **WEB)
    region.settle()
    assert region.targets() == set(region.serving()) == {resting, leaving}
    assert region.group()["DesiredCapacity"] == 2
