"""How instances of a warm pool are replaced, how it goes, and what has none."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from support.scaling import WEB, Scaling
from support.warm_pools import DRAIN, pooled


class TestReplacing:
    def test_a_refresh_replaces_who_serves_and_then_who_waits(self, region: Scaling) -> None:
        pooled(region, 1, desired=1)
        [served], [waiting] = region.serving(), list(region.pool())
        region.client("ec2").create_launch_template_version(
            LaunchTemplateName="web", LaunchTemplateData=region.data, VersionDescription="next"
        )
        region.autoscaling.start_instance_refresh(**WEB, Preferences={"SkipMatching": True})
        for _ in range(6):
            region.settle(10)
        [refresh] = region.autoscaling.describe_instance_refreshes(**WEB)["InstanceRefreshes"]
        assert refresh["Status"] == "Successful"
        assert served not in region.serving()
        assert waiting not in region.pool()
        found = region.autoscaling.describe_auto_scaling_instances()["AutoScalingInstances"]
        assert {each["LaunchTemplate"]["Version"] for each in found} == {"2"}

    def test_one_that_is_told_to_go_is_replaced_and_none_is_missed_in_service(
        self, region: Scaling
    ) -> None:
        pooled(region, 1, desired=1)
        [waiting] = region.pool()
        region.autoscaling.terminate_instance_in_auto_scaling_group(
            InstanceId=waiting, ShouldDecrementDesiredCapacity=True
        )
        region.settle()
        region.settle()
        assert waiting not in region.pool()
        assert (len(region.pool()), region.group()["DesiredCapacity"]) == (1, 1)

    def test_a_terminating_hook_holds_one_that_is_stopped_for_a_heartbeat(
        self, region: Scaling
    ) -> None:
        pooled(region, LifecycleHookSpecificationList=[DRAIN])
        [waiting] = region.pool()
        region.autoscaling.terminate_instance_in_auto_scaling_group(
            InstanceId=waiting, ShouldDecrementDesiredCapacity=False
        )
        region.settle()
        assert region.pool()[waiting] == "Warmed:Terminating:Wait"
        region.settle(61)
        region.settle()
        assert waiting not in region.pool()


class TestDeleting:
    def test_by_force_it_is_gone_at_once_and_its_instances_soon(self, region: Scaling) -> None:
        pooled(region, LifecycleHookSpecificationList=[DRAIN])
        region.autoscaling.delete_warm_pool(**WEB, ForceDelete=True)
        assert "WarmPoolConfiguration" not in region.autoscaling.describe_warm_pool(**WEB)
        region.settle()
        region.settle()
        assert region.pool() == {}
        assert set(region.ec2_states().values()) == {"terminated"}

    def test_else_it_is_there_until_its_instances_have_gone(self, region: Scaling) -> None:
        pooled(region, LifecycleHookSpecificationList=[DRAIN])
        region.autoscaling.delete_warm_pool(**WEB)
        region.settle()
        found = region.autoscaling.describe_warm_pool(**WEB)["WarmPoolConfiguration"]
        assert found["Status"] == "PendingDelete"
        region.settle(61)
        region.settle()
        assert "WarmPoolConfiguration" not in region.autoscaling.describe_warm_pool(**WEB)

    def test_a_group_that_is_deleted_by_force_takes_its_pool_along(self, region: Scaling) -> None:
        pooled(region, 2, desired=1)
        region.autoscaling.delete_auto_scaling_group(**WEB, ForceDelete=True)
        region.settle()
        region.settle()
        groups = region.autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]
        assert groups == []
        assert set(region.ec2_states().values()) == {"terminated"}


class TestRefusals:
    @pytest.mark.parametrize(
        ("policy", "why"),
        [
            ({"InstancesDistribution": {"OnDemandPercentageAboveBaseCapacity": 50}}, "Spot"),
            ({"weights": "2"}, "weights"),
        ],
    )
    def test_spot_and_weights(self, region: Scaling, policy: dict[str, Any], why: str) -> None:
        override = {"InstanceType": "t3.small"}
        if weight := policy.pop("weights", None):
            override["WeightedCapacity"] = weight
        specification = {"LaunchTemplateName": "web", "Version": "$Latest"}
        template = {"LaunchTemplateSpecification": specification, "Overrides": [override]}
        region.create(0, MixedInstancesPolicy={"LaunchTemplate": template, **policy})
        with pytest.raises(ClientError, match=why):
            region.autoscaling.put_warm_pool(**WEB)

    def test_types_on_demand_are_no_reason(self, region: Scaling) -> None:
        specification = {"LaunchTemplateName": "web", "Version": "$Latest"}
        overrides = [{"InstanceType": "t3.small"}, {"InstanceType": "t3.medium"}]
        template = {"LaunchTemplateSpecification": specification, "Overrides": overrides}
        region.create(0, MixedInstancesPolicy={"LaunchTemplate": template})
        region.autoscaling.put_warm_pool(**WEB, MinSize=1, MaxGroupPreparedCapacity=1)
        region.settle()
        assert list(region.pool().values()) == ["Warmed:Stopped"]

    def test_what_the_region_has_not_it_says(self, region: Scaling) -> None:
        region.create(0)
        with pytest.raises(ClientError, match="does not support"):
            region.autoscaling.put_warm_pool(**WEB, InstanceReusePolicy={"ReuseOnScaleIn": True})
        with pytest.raises(ClientError, match="does not support"):
            region.autoscaling.put_warm_pool(**WEB, PoolState="Hibernated")
