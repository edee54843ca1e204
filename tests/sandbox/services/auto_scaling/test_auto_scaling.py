"""The engine over moto: what users of a group see of it."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.observations import TargetHealth
from support.scaling import WEB, Scaling


class TestCapacity:
    def test_desired_instances_come_into_service_over_the_zones(self, region: Scaling) -> None:
        region.create(2)
        assert region.states() == {}, "nothing is launched by the call itself"
        region.engine.reconcile()
        assert set(region.states().values()) == {"Pending"}, "they boot"
        region.settle()
        instances = region.group()["Instances"]
        assert [each["LifecycleState"] for each in instances] == ["InService"] * 2
        assert {each["AvailabilityZone"][-1] for each in instances} == {"a", "b"}
        assert all(each["LaunchTemplate"]["Version"] == "1" for each in instances)

    def test_an_instance_has_the_tags_that_the_group_propagates(self, region: Scaling) -> None:
        tag = {"Key": "team", "Value": "shop", "PropagateAtLaunch": True}
        region.create(1, Tags=[tag])
        region.settle()
        answer = region.client("ec2").describe_instances(InstanceIds=region.serving())
        tags = {
            each["Key"]: each["Value"] for each in answer["Reservations"][0]["Instances"][0]["Tags"]
        }
        assert tags.items() >= {"team": "shop", "aws:autoscaling:groupName": "web"}.items()

    def test_a_smaller_group_spares_the_protected(self, region: Scaling) -> None:
        region.create(2)
        region.settle()
        kept = region.serving()[0]
        region.autoscaling.set_instance_protection(
            **WEB, InstanceIds=[kept], ProtectedFromScaleIn=True
        )
        region.autoscaling.set_desired_capacity(**WEB, DesiredCapacity=0)
        region.settle()
        assert region.serving() == [kept]

    def test_an_update_keeps_desired_capacity_within_its_new_limits(self, region: Scaling) -> None:
        region.create(3)
        region.autoscaling.update_auto_scaling_group(**WEB, MaxSize=2)
        region.settle()
        assert len(region.serving()) == region.group()["DesiredCapacity"] == 2

    def test_a_mixed_group_buys_its_share_of_spot_instances(self, region: Scaling) -> None:
        policy = {
            "InstancesDistribution": {
                "OnDemandBaseCapacity": 1,
                "OnDemandPercentageAboveBaseCapacity": 0,
            },
            "LaunchTemplate": {
                "LaunchTemplateSpecification": {"LaunchTemplateName": "web", "Version": "1"},
                "Overrides": [{"InstanceType": "t3.medium"}, {"InstanceType": "t3a.medium"}],
            },
        }
        region.create(3, MixedInstancesPolicy=policy)
        region.settle()
        answer = region.client("ec2").describe_instances(InstanceIds=region.serving())
        bought = sorted(
            (each.get("InstanceLifecycle", "on-demand"), each["InstanceType"])
            for reservation in answer["Reservations"]
            for each in reservation["Instances"]
        )
        assert bought == [("on-demand", "t3.medium"), ("spot", "t3.medium"), ("spot", "t3a.medium")]

    def test_what_cannot_be_launched_is_told_and_tried_again_later(self, region: Scaling) -> None:
        region.create(1)
        backend = region.backend("ec2")
        refused: Any = backend.run_instances

        def no_room(*_: Any, **__: Any) -> None:
            raise RuntimeError("no room")

        backend.run_instances = no_room
        region.settle()
        [activity] = region.activities()
        assert (activity["StatusCode"], "no room" in activity["StatusMessage"]) == ("Failed", True)
        assert len(region.told("EC2 Instance Launch Unsuccessful")) == 1
        backend.run_instances = refused
        region.settle(60)
        assert len(region.serving()) == 1


class TestHealth:
    def test_a_terminated_instance_is_replaced(self, region: Scaling) -> None:
        region.create(2)
        region.settle()
        gone, stays = region.serving()
        region.client("ec2").terminate_instances(InstanceIds=[gone])
        region.settle()
        assert len(region.serving()) == 2
        assert gone not in region.states()
        assert stays in region.serving()

    @pytest.mark.parametrize(("age", "replaced"), [(299, False), (301, True)])
    def test_an_impaired_one_is_replaced_after_the_grace_period(
        self, region: Scaling, age: float, replaced: bool
    ) -> None:
        region.create(1, HealthCheckGracePeriod=300)
        region.settle()
        [ill] = region.serving()
        observations.impaired[ill] = "system"
        region.settle(age)
        assert (region.serving() != [ill]) is replaced
        assert len(region.serving()) == 1

    @pytest.mark.parametrize(("kind", "replaced"), [("EC2", False), ("ELB", True)])
    def test_a_load_balancer_is_asked_where_the_group_says_so(
        self, region: Scaling, kind: str, replaced: bool
    ) -> None:
        region.create(1, HealthCheckType=kind, TargetGroupARNs=[region.target_group])
        region.settle()
        [ill] = region.serving()
        unhealthy = TargetHealth("unhealthy", "Target.Timeout", "Request timed out")
        observations.target_health[region.target_group, ill, 8080] = unhealthy
        region.settle(1)
        assert (region.serving() != [ill]) is replaced

    @pytest.mark.parametrize(("respected", "replaced"), [(True, False), (False, True)])
    def test_who_is_marked_goes_at_once_if_asked(
        self, region: Scaling, respected: bool, replaced: bool
    ) -> None:
        region.create(1, HealthCheckGracePeriod=300)
        region.settle()
        [marked] = region.serving()
        region.autoscaling.set_instance_health(
            InstanceId=marked, HealthStatus="Unhealthy", ShouldRespectGracePeriod=respected
        )
        region.settle()
        assert (region.serving() != [marked]) is replaced

    def test_a_suspended_group_replaces_nothing_until_it_is_resumed(self, region: Scaling) -> None:
        region.create(1)
        region.settle()
        [gone] = region.serving()
        region.autoscaling.suspend_processes(**WEB, ScalingProcesses=["Launch"])
        region.client("ec2").terminate_instances(InstanceIds=[gone])
        region.settle()
        assert region.states() == {}
        region.autoscaling.resume_processes(**WEB)
        region.settle()
        assert len(region.serving()) == 1

    def test_an_instance_lives_no_longer_than_its_group_lets_it(self, region: Scaling) -> None:
        region.create(2, MaxInstanceLifetime=86400)
        region.settle()
        old = set(region.serving())
        region.engine.reconcile()
        region.now += 86400
        region.engine.reconcile()
        assert len(old & set(region.serving())) == 1, "one at a time"
        region.settle()
        assert len(region.serving()) == 2
        assert not old & set(region.serving())


def test_a_group_that_cannot_be_read_does_not_stop_the_others(region: Scaling) -> None:
    region.create(1)
    groups = region.backend("autoscaling").autoscaling_groups
    broken = groups["broken"] = groups.pop("web")
    broken.name, broken.termination_policies = "broken", None
    region.create(1)
    region.settle()
    assert len(region.serving()) == 1


class TestOrders:
    @pytest.mark.parametrize(("decrement", "left"), [(False, 2), (True, 1)])
    def test_who_is_told_to_leave_is_replaced_unless_the_group_shrinks(
        self, region: Scaling, decrement: bool, left: int
    ) -> None:
        region.create(2)
        region.settle()
        told = region.serving()[0]
        region.autoscaling.terminate_instance_in_auto_scaling_group(
            InstanceId=told, ShouldDecrementDesiredCapacity=decrement
        )
        region.settle()
        assert told not in region.states()
        assert len(region.serving()) == left

    def test_a_group_with_instances_is_not_deleted(self, region: Scaling) -> None:
        region.create(1)
        region.settle()
        with pytest.raises(region.autoscaling.exceptions.ResourceInUseFault):
            region.autoscaling.delete_auto_scaling_group(**WEB)
        assert len(region.serving()) == 1

    def test_by_force_it_goes_when_they_are_gone(self, region: Scaling) -> None:
        region.create(2)
        region.settle()
        region.autoscaling.delete_auto_scaling_group(**WEB, ForceDelete=True)
        region.engine.reconcile()
        assert region.group()["Status"] == "Delete in progress"
        region.settle()
        assert region.autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"] == []

    def test_a_new_group_of_the_name_begins_afresh(self, region: Scaling) -> None:
        region.create(1)
        region.settle()
        region.autoscaling.delete_auto_scaling_group(**WEB, ForceDelete=True)
        region.settle()
        region.create(1)
        region.settle()
        assert len(region.serving()) == 1


class TestHistory:
    def test_activities_and_events_tell_what_was_done_and_why(self, region: Scaling) -> None:
        region.create(1)
        region.settle()
        [instance] = region.serving()
        region.autoscaling.set_desired_capacity(**WEB, DesiredCapacity=0)
        region.settle()
        ended, launched = region.activities()
        assert launched["Description"] == f"Launching a new EC2 instance: {instance}"
        assert "increasing the capacity from 0 to 1." in launched["Cause"]
        assert ended["Description"] == f"Terminating EC2 instance: {instance}"
        assert "shrinking the capacity from 1 to 0." in ended["Cause"]
        assert [each["StatusCode"] for each in (ended, launched)] == ["Successful"] * 2
        for kind in ("EC2 Instance Launch Successful", "EC2 Instance Terminate Successful"):
            [detail] = region.told(kind)
            assert (detail["EC2InstanceId"], detail["StatusCode"]) == (instance, "InProgress")
