"""A group whose instances are booted machines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aeolus_sandbox.region import Region
from aeolus_sandbox.supervisor.seen import Fault
from aeolus_sandbox.supervisor.settings import prefix
from support.alive import IMAGE, Net, alive, await_said, encoded
from support.leftovers import left
from support.machines import needs_machines, until

pytestmark = [pytest.mark.sandbox, needs_machines]

WEB = {"AutoScalingGroupName": "web"}
# Says where it is going, as any instance may ask, and lets itself into service.
USER_DATA = """#!/bin/bash
token=$(curl -sX PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' 169.254.169.254/latest/api/token)
echo "target $(curl -sH "X-aws-ec2-metadata-token: $token" \\
    169.254.169.254/latest/meta-data/autoscaling/target-lifecycle-state)" >/dev/console
"""
HOOK = {
    "LifecycleHookName": "prepare",
    "LifecycleTransition": "autoscaling:EC2_INSTANCE_LAUNCHING",
}


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """Return a region in which machines run; nothing is left of it afterwards."""
    directory: Path = tmp_path_factory.mktemp("scaling")
    with alive(directory, "scaling") as made:
        yield made
    assert left(prefix(made.name, made.directory), made.directory) == []


@pytest.fixture(scope="module")
def autoscaling(region: Region) -> Any:
    """Return a client; there is a group of two with a hook."""
    net = Net(region)
    region.client("ec2").create_launch_template(
        LaunchTemplateName="web",
        LaunchTemplateData={
            "ImageId": IMAGE,
            "InstanceType": "t3.small",
            "UserData": encoded(USER_DATA),
        },
    )
    autoscaling = region.client("autoscaling")
    autoscaling.create_auto_scaling_group(
        **WEB,
        MinSize=0,
        MaxSize=4,
        DesiredCapacity=2,
        HealthCheckGracePeriod=0,
        VPCZoneIdentifier=",".join(net.subnets),
        LaunchTemplate={"LaunchTemplateName": "web", "Version": "$Latest"},
        LifecycleHookSpecificationList=[HOOK],
    )
    return autoscaling


def states(autoscaling: Any) -> dict[str, str]:
    """Return the lifecycle state of each instance of the group."""
    answer = autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=["web"])
    return {
        each["InstanceId"]: each["LifecycleState"]
        for group in answer["AutoScalingGroups"]
        for each in group["Instances"]
    }


def _two_wait_or_serve(autoscaling: Any) -> bool:
    found = list(states(autoscaling).values())
    return len(found) == 2 and set(found) <= {"Pending:Wait", "InService"}


def let_in(autoscaling: Any) -> None:
    """Complete the hooks of two instances that wait, once they do."""
    until(lambda: _two_wait_or_serve(autoscaling), "two instances wait or serve")
    for instance, state in states(autoscaling).items():
        if state == "Pending:Wait":
            autoscaling.complete_lifecycle_action(
                **WEB,
                LifecycleHookName=HOOK["LifecycleHookName"],
                InstanceId=instance,
                LifecycleActionResult="CONTINUE",
            )
    until(
        lambda: list(states(autoscaling).values()) == ["InService"] * 2, "two instances serve", 30
    )


def test_machines_come_into_service_over_the_zones(region: Region, autoscaling: Any) -> None:
    let_in(autoscaling)
    nodes = [node for node in region.nodes() if node.id in states(autoscaling)]
    assert sorted(node.zone for node in nodes) == ["eu-central-1a", "eu-central-1b"]
    await_said(region, nodes[0].id, "target InService")


def test_one_that_loses_its_power_is_replaced(region: Region, autoscaling: Any) -> None:
    dead = min(states(autoscaling))
    region.befall(Fault.KILL, dead)
    until(lambda: dead not in states(autoscaling), "it has left")
    let_in(autoscaling)
    assert dead not in [node.id for node in region.nodes()]


def test_by_force_the_group_ends_with_its_machines(region: Region, autoscaling: Any) -> None:
    autoscaling.delete_auto_scaling_group(**WEB, ForceDelete=True)
    until(
        lambda: autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"] == [],
        "the group is gone",
        60,
    )
    assert [node for node in region.nodes() if node.kind == "instance"] == []
