"""Auto Scaling groups: which template, which health, who decides their size."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from aeolus_constructs.node_group import NodeGroup
from aeolus_constructs.providers import Vpc
from support.nodes import AMI_ID, node_parts
from support.render import DEPLOYMENT, Rendered, render_construct, search, the


def render(**options: Any) -> Rendered:
    return the(render_all(**options), "aws_autoscaling_group")


def render_all(**options: Any) -> Rendered:
    def build(stack: Any) -> None:
        parts = node_parts(stack)
        vpc = Vpc(stack, "vpc", cidr_block="10.0.0.0/16")
        parts.security_group.allow_to_cidr("10.0.0.0/16", 443, "Endpoints")
        settings: dict[str, Any] = {"instance_types": ["t4g.small"]} | options
        NodeGroup(
            stack,
            "nodes",
            deployment=DEPLOYMENT,
            encryption_key=parts.encryption_key,
            role=parts.role,
            security_group=parts.security_group,
            subnet_ids=["subnet-1", "subnet-2"],
            ami_id=AMI_ID,
            volume_size=16,
            min_size=0,
            max_size=3,
            min_healthy_percentage=100,
            max_healthy_percentage=150,
            tags={"aeolus:role": "worker", "aeolus:queues": "default heavy"},
            depends_on=[vpc, vpc],
            **settings,
        )

    return render_construct(build)


@pytest.fixture(scope="module")
def group() -> Rendered:
    return render()


@pytest.fixture(scope="module")
def spot_group() -> Rendered:
    return render(
        instance_types=["m7g.large", "m6g.large"], spot_percentage=80, on_demand_base_capacity=1
    )


VERSION = "${aws_launch_template.nodes_template_AF70E29F.latest_version}"


def test_names_the_templates_version_by_number(group: Rendered, spot_group: Rendered) -> None:
    """With `$Latest` a new template would reach the nodes without a plan that shows it."""
    assert group["launch_template"]["version"] == VERSION
    assert "mixed_instances_policy" not in group
    path = "mixed_instances_policy.launch_template.launch_template_specification.version"
    assert search(path, spot_group) == VERSION
    assert "launch_template" not in spot_group


def test_health_is_ec2s_and_never_the_load_balancers(group: Rendered) -> None:
    assert group["health_check_type"] == "EC2"
    assert "min_elb_capacity" not in group
    assert "wait_for_elb_capacity" not in group


def test_terraform_leaves_the_size_to_the_scaler(group: Rendered) -> None:
    assert "desired_capacity" not in group
    assert group["lifecycle"]["ignore_changes"] == ["desired_capacity"]


def test_waits_for_capacity_and_does_not_wait_for_ever(group: Rendered) -> None:
    assert group["wait_for_capacity_timeout"] == "10m"
    assert render(wait_for_capacity_timeout="0")["wait_for_capacity_timeout"] == "0"


def test_refresh_rolls_within_bounds_and_replaces_protected_nodes_too(group: Rendered) -> None:
    assert group["instance_refresh"] == {
        "strategy": "Rolling",
        "preferences": {
            "min_healthy_percentage": 100,
            "max_healthy_percentage": 150,
            "scale_in_protected_instances": "Refresh",
            "skip_matching": True,
        },
    }


def test_nodes_of_an_old_template_go_first(group: Rendered) -> None:
    assert group["termination_policies"] == ["OldestLaunchTemplate", "Default"]


def test_no_age_at_which_a_node_is_stopped(group: Rendered) -> None:
    assert "max_instance_lifetime" not in group


def test_waits_once_for_each_thing_that_a_node_needs(group: Rendered) -> None:
    types = Counter(each.split(".")[0] for each in group["depends_on"])
    assert types == {
        "aws_vpc": 1,
        "aws_iam_role": 1,
        "aws_iam_instance_profile": 1,
        "aws_iam_role_policy": 3,
        "aws_iam_role_policy_attachment": 1,
        "aws_vpc_security_group_egress_rule": 1,
    }


def test_tags_reach_the_instances(group: Rendered) -> None:
    assert {each["key"]: each["value"] for each in group["tag"]} == {
        "Name": "aeolus-test-node",
        "aeolus:environment": "test",
        "aeolus:role": "worker",
        "aeolus:queues": "default heavy",
    }
    assert all(each["propagate_at_launch"] for each in group["tag"])


def test_tags_of_the_group_alone_are_nothing_that_a_node_is_launched_from() -> None:
    """Or a change of one would be a new template, and replace every node."""
    told = render_all(group_tags={"aeolus:cooldown": "60"})
    [tag] = [
        each
        for each in the(told, "aws_autoscaling_group")["tag"]
        if each["key"] == "aeolus:cooldown"
    ]
    assert (tag["value"], tag["propagate_at_launch"]) == ("60", False)
    assert the(told, "aws_launch_template") == the(render_all(), "aws_launch_template")


def test_spot_share_lies_above_the_on_demand_base(spot_group: Rendered) -> None:
    assert search("mixed_instances_policy.instances_distribution", spot_group) == {
        "on_demand_allocation_strategy": "prioritized",
        "on_demand_base_capacity": 1,
        "on_demand_percentage_above_base_capacity": 20,
        "spot_allocation_strategy": "price-capacity-optimized",
    }


def test_alternatives_keep_their_order(spot_group: Rendered) -> None:
    path = "mixed_instances_policy.launch_template.override[].instance_type"
    assert search(path, spot_group) == ["m7g.large", "m6g.large"]


@pytest.mark.parametrize(
    ("instance_types", "spot_percentage", "mixed"),
    [
        (["t4g.small"], 0, False),
        (["t4g.small", "t4g.medium"], 0, True),
        (["t4g.small"], 1, True),
        (["t4g.small"], 100, True),
    ],
)
def test_mixed_only_when_there_is_something_to_mix(
    instance_types: list[str], spot_percentage: int, mixed: bool
) -> None:
    group = render(instance_types=instance_types, spot_percentage=spot_percentage)
    assert ("mixed_instances_policy" in group) is mixed
    assert group["capacity_rebalance"] is (spot_percentage > 0)
