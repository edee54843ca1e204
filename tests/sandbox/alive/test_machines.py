"""Machines of the shop come back, wait for their hooks, and hand on their volumes."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.supervisor.seen import Fault
from support.machines import needs_machines, until
from support.shop import Shop

pytestmark = [pytest.mark.sandbox, needs_machines]


def test_a_killed_instance_is_replaced_and_its_end_is_seen(shop: Shop) -> None:
    victim, *_ = shop.in_service()
    shop.region.befall(Fault.KILL, victim)
    until(lambda: _waits(shop, victim), "it is sent away, and held by its hook")
    shop.client("autoscaling").complete_lifecycle_action(
        LifecycleHookName="drain",
        AutoScalingGroupName="shop-web",
        LifecycleActionResult="CONTINUE",
        InstanceId=victim,
    )

    def ended(message: Any) -> bool:
        return bool(message["event"]["detail"].get("instance-id") == victim)

    assert shop.await_message("shop-seen", ended, "its end is seen")["shop"] == "well"
    until(lambda: len(shop.healthy() - {victim}) >= 2, "two are healthy again")


def test_one_that_is_sent_away_waits_for_its_hook(shop: Shop) -> None:
    autoscaling = shop.client("autoscaling")
    leaving, *_ = shop.in_service()
    autoscaling.terminate_instance_in_auto_scaling_group(
        InstanceId=leaving, ShouldDecrementDesiredCapacity=False
    )
    until(lambda: _waits(shop, leaving), "it waits")
    assert shop.must(leaving, "systemctl is-active shop") == "active"
    # It says itself when it is ready, with the rights of its own role; it may be gone before the
    # command has told how it ended.
    shop.run(
        leaving,
        "set -a; . /etc/environment; aws autoscaling complete-lifecycle-action"
        " --region eu-central-1 --lifecycle-hook-name drain --auto-scaling-group-name shop-web"
        f" --lifecycle-action-result CONTINUE --instance-id {leaving}",
    )
    until(lambda: leaving not in [node.id for node in shop.region.nodes()], "it is gone")
    until(lambda: len(shop.healthy() - {leaving}) >= 2, "two are healthy again")


def test_one_that_serves_no_pages_is_replaced_on_its_load_balancers_word(shop: Shop) -> None:
    ill = shop.one()
    shop.must(ill, "systemctl stop shop")
    until(lambda: _waits(shop, ill), "it is sent away, and held by its hook")
    autoscaling = shop.client("autoscaling")
    activities = autoscaling.describe_scaling_activities(AutoScalingGroupName="shop-web")
    [cause] = [each["Cause"] for each in activities["Activities"] if _ends(each, ill)]
    assert "ELB system health check failure" in cause
    autoscaling.complete_lifecycle_action(
        LifecycleHookName="drain",
        AutoScalingGroupName="shop-web",
        LifecycleActionResult="CONTINUE",
        InstanceId=ill,
    )
    until(lambda: ill not in [node.id for node in shop.region.nodes()], "it is gone")


def _ends(activity: Any, instance: str) -> bool:
    return str(activity["Description"]) == f"Terminating EC2 instance: {instance}"


def _waits(shop: Shop, instance: str) -> bool:
    answer = shop.client("autoscaling").describe_auto_scaling_instances(InstanceIds=[instance])
    states = [each["LifecycleState"] for each in answer["AutoScalingInstances"]]
    return states == ["Terminating:Wait"]


def test_a_volume_moves_to_another_instance_with_what_is_on_it(shop: Shop) -> None:
    ec2, volume = shop.client("ec2"), shop.outputs["volume"]
    zones = {
        each["InstanceId"]: each["AvailabilityZone"]
        for each in shop.client("autoscaling").describe_auto_scaling_instances()[
            "AutoScalingInstances"
        ]
    }
    there = next(each for each in shop.in_service() if zones[each] == "eu-central-1a")
    next_one = shop.named("shop-isolated")
    device = f"/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_{volume.replace('-', '')}"
    ec2.attach_volume(VolumeId=volume, InstanceId=there, Device="/dev/sdf")
    appears = f"for i in $(seq 60); do [ -e {device} ] && break; sleep 1; done"
    mounted = f"{appears}; mkfs.ext4 -q {device}; mount {device} /mnt"
    write = f"{mounted}; echo kept >/mnt/kept; umount /mnt"
    shop.must(there, write)
    with pytest.raises(ClientError, match="VolumeInUse"):
        ec2.attach_volume(VolumeId=volume, InstanceId=next_one, Device="/dev/sdf")
    ec2.detach_volume(VolumeId=volume)
    until(lambda: volume_state(shop) == "available", "it is free")
    ec2.attach_volume(VolumeId=volume, InstanceId=next_one, Device="/dev/sdf")
    read = f"{appears}; mount {device} /mnt; cat /mnt/kept; umount /mnt"
    assert shop.must(next_one, read) == "kept"
    ec2.detach_volume(VolumeId=volume)
    until(lambda: volume_state(shop) == "available", "it is free again")


def volume_state(shop: Shop) -> str:
    answer = shop.client("ec2").describe_volumes(VolumeIds=[shop.outputs["volume"]])
    state: str = answer["Volumes"][0]["State"]
    return state
