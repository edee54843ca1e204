"""A warm pool: filled, prepared, at rest, and taken from before anything is launched."""

from __future__ import annotations

import pytest

from support.scaling import WEB, Scaling
from support.warm_pools import DRAIN, HOOK, pooled, ready, want


class TestFilling:
    def test_its_instances_are_none_of_the_groups_and_stop_when_they_run(
        self, region: Scaling
    ) -> None:
        pooled(region, 2)
        assert list(region.pool().values()) == ["Warmed:Stopped"] * 2
        assert region.states() == {}
        assert set(region.ec2_states().values()) == {"stopped"}
        assert region.group()["WarmPoolSize"] == 2

    def test_whoever_asks_for_instances_of_groups_is_told_of_the_pools_too(
        self, region: Scaling
    ) -> None:
        pooled(region)
        [found] = region.autoscaling.describe_auto_scaling_instances()["AutoScalingInstances"]
        assert found["LifecycleState"] == "Warmed:Stopped"

    @pytest.mark.parametrize(
        ("desired", "settings", "size"),
        [
            (2, {}, 8),
            (2, {"MaxGroupPreparedCapacity": 5}, 3),
            (6, {"MaxGroupPreparedCapacity": 5}, 0),
            (6, {"MaxGroupPreparedCapacity": 5, "MinSize": 2}, 2),
            (2, {"MaxGroupPreparedCapacity": -1}, 8),
        ],
    )
    def test_it_has_what_is_prepared_beyond_desired_capacity(
        self, region: Scaling, desired: int, settings: dict[str, int], size: int
    ) -> None:
        region.create(desired)
        region.autoscaling.put_warm_pool(**WEB, **settings)
        region.settle()
        assert (len(region.pool()), len(region.serving())) == (size, desired)

    def test_its_instances_are_spread_over_the_zones(self, region: Scaling) -> None:
        pooled(region, 4)
        found = region.autoscaling.describe_warm_pool(**WEB)["Instances"]
        zones = [each["AvailabilityZone"][-1] for each in found]
        assert sorted(zones) == ["a", "a", "b", "b"]

    def test_one_that_is_lost_is_replaced(self, region: Scaling) -> None:
        pooled(region)
        [lost] = region.pool()
        region.client("ec2").terminate_instances(InstanceIds=[lost])
        region.settle()
        region.settle()
        assert list(region.pool().values()) == ["Warmed:Stopped"]
        assert lost not in region.pool()

    def test_what_is_stopped_while_it_is_prepared_is_replaced(self, region: Scaling) -> None:
        pooled(region, LifecycleHookSpecificationList=[HOOK])
        [lost] = region.pool()
        region.client("ec2").stop_instances(InstanceIds=[lost])
        region.settle()
        region.settle()
        assert lost not in region.pool()

    def test_a_lower_size_takes_instances_out(self, region: Scaling) -> None:
        pooled(region, 3)
        region.autoscaling.put_warm_pool(**WEB, MinSize=1, MaxGroupPreparedCapacity=1)
        region.settle()
        assert len(region.pool()) == 1


class TestPreparing:
    def test_a_launch_hook_keeps_it_running_until_it_is_answered(self, region: Scaling) -> None:
        pooled(region, LifecycleHookSpecificationList=[HOOK])
        assert list(region.pool().values()) == ["Warmed:Pending:Wait"]
        assert set(region.ec2_states().values()) == {"running"}
        ready(region)
        assert list(region.pool().values()) == ["Warmed:Stopped"]

    def test_the_instance_is_told_where_it_is_on_its_way_to(self, region: Scaling) -> None:
        pooled(region, LifecycleHookSpecificationList=[HOOK, DRAIN])
        [instance] = region.pool()
        told = region.engine.target_lifecycle_state
        assert told(instance) == "Warmed:Stopped"
        ready(region)
        assert told(instance) == "Warmed:Stopped"
        want(region, 1)
        assert told(instance) == "InService"
        [other] = region.pool()
        ready(region)
        region.autoscaling.terminate_instance_in_auto_scaling_group(
            InstanceId=other, ShouldDecrementDesiredCapacity=False
        )
        region.settle()
        assert told(other) == "Warmed:Terminated"

    def test_a_hook_that_gives_up_lets_it_stop_as_it_is(self, region: Scaling) -> None:
        pooled(region, LifecycleHookSpecificationList=[HOOK])
        region.settle(61)
        assert list(region.pool().values()) == ["Warmed:Stopped"]

    def test_one_that_is_abandoned_is_replaced(self, region: Scaling) -> None:
        pooled(region, LifecycleHookSpecificationList=[{**HOOK, "DefaultResult": "ABANDON"}])
        [first] = region.pool()
        region.settle(61)
        assert first not in region.pool()
        assert list(region.pool().values()) == ["Warmed:Pending:Wait"]

    def test_events_tell_that_it_goes_into_the_pool_and_out_of_it(self, region: Scaling) -> None:
        pooled(region, LifecycleHookSpecificationList=[HOOK])
        ready(region)
        want(region, 1)
        routes = [
            (each["Origin"], each["Destination"])
            for each in region.told("EC2 Instance-launch Lifecycle Action")
        ]
        assert routes[0] == ("EC2", "WarmPool")
        assert ("WarmPool", "AutoScalingGroup") in routes

    def test_one_left_running_rests_without_being_stopped(self, region: Scaling) -> None:
        region.create(0)
        region.autoscaling.put_warm_pool(
            **WEB, MinSize=1, MaxGroupPreparedCapacity=1, PoolState="Running"
        )
        region.settle()
        [(instance, state)] = region.pool().items()
        assert (state, region.ec2_states()[instance]) == ("Warmed:Running", "running")
        want(region, 1)
        assert region.serving() == [instance]


class TestScalingOut:
    def test_it_is_started_rather_than_another_launched_and_another_takes_its_place(
        self, region: Scaling
    ) -> None:
        pooled(region)
        [waiting] = region.pool()
        want(region, 1)
        assert region.serving() == [waiting]
        assert region.ec2_states()[waiting] == "running"
        [(next_one, state)] = region.pool().items()
        assert (next_one != waiting, state) == (True, "Warmed:Stopped")
        assert any("from warm pool" in each["Description"] for each in region.activities())

    def test_the_launch_hook_holds_it_once_more(self, region: Scaling) -> None:
        pooled(region, LifecycleHookSpecificationList=[HOOK])
        ready(region)
        [waiting] = region.pool()
        want(region, 1)
        assert region.states() == {waiting: "Pending:Wait"}
        ready(region)
        assert region.serving() == [waiting]

    def test_what_the_pool_has_not_is_launched_past_it(self, region: Scaling) -> None:
        pooled(region)
        [waiting] = region.pool()
        want(region, 3)
        assert len(region.serving()) == 3
        assert waiting in region.serving()

    def test_one_that_is_still_prepared_is_not_taken(self, region: Scaling) -> None:
        pooled(region, LifecycleHookSpecificationList=[HOOK])
        [preparing] = region.pool()
        want(region, 1)
        assert preparing in region.pool()
        assert list(region.states().values()) == ["Pending:Wait"]

    def test_one_that_leaves_service_does_not_come_back(self, region: Scaling) -> None:
        pooled(region)
        want(region, 1)
        [served] = region.serving()
        want(region, 0)
        region.settle()
        assert served not in region.pool()
        assert region.ec2_states()[served] == "terminated"
        assert len(region.pool()) == 1
