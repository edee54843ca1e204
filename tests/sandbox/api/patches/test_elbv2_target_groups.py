"""Elastic Load Balancing: a target group tells which load balancers use it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aeolus_sandbox.api.patches import elbv2_target_groups

Client = Callable[[str], Any]


def used_by(client: Client, subnets: list[str]) -> tuple[str, dict[str, list[str]]]:
    """Return a load balancer whose listener has left group a, in two rules, for group b; and uses.

    The uses are ARNs of load balancers, by the names of target groups.
    """
    elbv2 = client("elbv2")
    [balancer] = elbv2.create_load_balancer(Name="web", Subnets=subnets)["LoadBalancers"]
    arn: str = balancer["LoadBalancerArn"]
    a, b = (
        elbv2.create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=balancer["VpcId"])[
            "TargetGroups"
        ][0]["TargetGroupArn"]
        for name in "ab"
    )
    [listener] = elbv2.create_listener(
        LoadBalancerArn=arn,
        Protocol="HTTP",
        Port=80,
        DefaultActions=[{"Type": "forward", "TargetGroupArn": a}],
    )["Listeners"]
    [rule] = elbv2.create_rule(
        ListenerArn=listener["ListenerArn"],
        Priority=1,
        Conditions=[{"Field": "path-pattern", "Values": ["/a"]}],
        Actions=[{"Type": "forward", "TargetGroupArn": a}],
    )["Rules"]
    to = [{"Type": "forward", "TargetGroupArn": b}]
    elbv2.modify_listener(ListenerArn=listener["ListenerArn"], DefaultActions=to)
    elbv2.modify_rule(RuleArn=rule["RuleArn"], Actions=to)
    told = elbv2.describe_target_groups()["TargetGroups"]
    return arn, {one["TargetGroupName"]: one["LoadBalancerArns"] for one in told}


def test_moto_tells_what_was_so_once(client: Client, subnets: list[str]) -> None:
    arn, used = used_by(client, subnets)
    assert used == {"a": [arn, arn], "b": []}


def test_patched_it_tells_what_is_so_now(client: Client, subnets: list[str]) -> None:
    with elbv2_target_groups.PATCH.applied():
        arn, used = used_by(client, subnets)
    assert used == {"a": [], "b": [arn]}
