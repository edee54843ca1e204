"""What every node may do, and that it is no more."""

from __future__ import annotations

from typing import Any

import pytest

from support.nodes import node_parts
from support.render import Rendered, policy, render_construct, resources, search, the


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    return render_construct(node_parts)


def statement(rendered: Rendered, action: str) -> dict[str, Any]:
    """Return the only statement that allows `action`."""
    found = [
        each
        for body in resources(rendered, "aws_iam_role_policy").values()
        for each in policy(body)
        if action in each["Action"]
    ]
    assert len(found) == 1
    return found[0]


def test_only_ec2_takes_the_role(rendered: Rendered) -> None:
    (trust,) = policy(the(rendered, "aws_iam_role"), "assume_role_policy")
    assert trust["Principal"] == {"Service": "ec2.amazonaws.com"}


def test_sessions_by_systems_manager_without_its_managed_policy(rendered: Rendered) -> None:
    """`AmazonSSMManagedInstanceCore` reads every parameter of the account."""
    granted = search("resource.aws_iam_role_policy.*.policy", rendered)
    assert not any("ssm:GetParameter" in each for each in granted)
    assert search("resource.aws_iam_role_policy_attachment.*.policy_arn", rendered) == [
        "arn:aws:iam::123456789012:policy/read-lake"
    ]
    assert statement(rendered, "ssmmessages:OpenDataChannel")["Resource"] == ["*"]
    assert statement(rendered, "ssm:UpdateInstanceInformation")["Resource"] == [
        "arn:aws:ec2:us-east-1:123456789012:instance/*"
    ]


def test_writes_its_own_logs_and_makes_no_log_group(rendered: Rendered) -> None:
    writes = statement(rendered, "logs:PutLogEvents")
    assert writes["Resource"] == [
        "arn:aws:logs:us-east-1:123456789012:log-group:/aeolus/test/node:*",
        "arn:aws:logs:us-east-1:123456789012:log-group:/aeolus/test/worker:*",
    ]
    assert "logs:CreateLogGroup" not in writes["Action"]


def test_puts_metrics_into_its_environments_namespace_alone(rendered: Rendered) -> None:
    assert statement(rendered, "cloudwatch:PutMetricData")["Condition"] == {
        "StringEquals": {"cloudwatch:namespace": "Aeolus/test"}
    }


def test_gives_up_nodes_of_its_own_group_alone(rendered: Rendered) -> None:
    assert statement(rendered, "autoscaling:SetInstanceHealth")["Resource"] == [
        "arn:aws:autoscaling:us-east-1:123456789012:"
        "autoScalingGroup:*:autoScalingGroupName/aeolus-test-node"
    ]
