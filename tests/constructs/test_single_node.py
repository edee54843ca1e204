"""The single node: one machine, replaced when it dies, its data and its address kept."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_config.model import Egress
from aeolus_constructs.single_node import SingleNode
from support.foundations import foundations
from support.grants import granted, owned_by
from support.nodes import AMI_ID
from support.render import Rendered, render_construct, resources, search, the


def render(web_certificate_arn: str | None = None) -> Rendered:
    def build(stack: Any) -> None:
        SingleNode(
            stack,
            "node",
            **foundations(stack, Egress.PUBLIC_IP, web_certificate_arn),
            instance_type="t4g.medium",
            ami_id=AMI_ID,
            volume_size=12,
            data_volume_size=16,
            availability_zone="us-east-1b",
            allowed_cidr_blocks=["203.0.113.0/24", "198.51.100.7/32"],
            policy_arns=["arn:aws:iam::123456789012:policy/read-lake"],
            deletion_protection=True,
        )

    return render_construct(build)


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    return render()


@pytest.fixture(scope="module")
def group(rendered: Rendered) -> dict[str, Any]:
    return the(rendered, "aws_autoscaling_group")


def test_always_one(group: dict[str, Any]) -> None:
    assert (group["min_size"], group["max_size"]) == (1, 1)


def test_in_the_zone_of_its_data(rendered: Rendered, group: dict[str, Any]) -> None:
    """A volume cannot be attached in another zone."""
    assert the(rendered, "aws_ebs_volume")["availability_zone"] == "us-east-1b"
    (subnet,) = group["vpc_zone_identifier"]
    name = subnet.removeprefix("${aws_subnet.").removesuffix(".id}")
    assert resources(rendered, "aws_subnet")[name]["availability_zone"] == "us-east-1b"


def test_old_machine_lets_go_of_the_volume_before_the_new_one_starts(
    group: dict[str, Any],
) -> None:
    preferences = search("instance_refresh.preferences", group)
    assert preferences["min_healthy_percentage"] == 0
    assert preferences["max_healthy_percentage"] == 100


def test_open_to_the_allowed_networks_by_https_to_which_http_leads(rendered: Rendered) -> None:
    rules = resources(rendered, "aws_vpc_security_group_ingress_rule").values()
    assert {(each["cidr_ipv4"], each["from_port"], each["to_port"]) for each in rules} == {
        ("203.0.113.0/24", 443, 443),
        ("203.0.113.0/24", 80, 80),
        ("198.51.100.7/32", 443, 443),
        ("198.51.100.7/32", 80, 80),
    }


def test_has_an_address_before_it_takes_its_own(rendered: Rendered) -> None:
    path = "network_interfaces[0].associate_public_ip_address"
    assert search(path, the(rendered, "aws_launch_template")) == "true"


def test_no_load_balancer(rendered: Rendered, group: dict[str, Any]) -> None:
    assert "target_group_arns" not in group
    assert resources(rendered, "aws_lb") == {}


def test_reads_every_secret_and_writes_none(rendered: Rendered) -> None:
    actions = granted(rendered, "node_role")
    names = resources(rendered, "aws_secretsmanager_secret")
    assert set(actions["secretsmanager:GetSecretValue"]) == {
        f"${{aws_secretsmanager_secret.{name}.arn}}" for name in names
    }
    assert "secretsmanager:PutSecretValue" not in actions


def test_reads_the_certificate_that_is_given_too() -> None:
    given = "arn:aws:secretsmanager:us-east-1:123456789012:secret:web-a1b2c3"
    readable = granted(render(given), "node_role")["secretsmanager:GetSecretValue"]
    assert given in readable


def test_touches_no_zone_unless_it_has_a_name_to_prove(rendered: Rendered) -> None:
    assert not any(action.startswith("route53:") for action in granted(rendered, "node_role"))


def test_its_tasks_have_the_users_policies(rendered: Rendered) -> None:
    assert the(rendered, "aws_iam_role_policy_attachment")["policy_arn"].endswith("/read-lake")


@pytest.mark.parametrize(
    ("type_", "path"),
    [
        ("aws_route", "network/internet"),
        ("aws_route_table_association", "network/subnets/public"),
        ("aws_vpc_endpoint", "network/gateway-endpoints"),
        ("aws_secretsmanager_secret_version", "secrets"),
        ("aws_s3_bucket_policy", "storage"),
        ("aws_ebs_volume", "node/data-volume"),
        ("aws_eip", "node/public-address"),
        ("aws_iam_role_policy", "node/role"),
        ("aws_iam_role_policy_attachment", "node/role"),
        ("aws_iam_instance_profile", "node/role"),
        ("aws_vpc_security_group_ingress_rule", "node/security-group"),
        ("aws_vpc_security_group_egress_rule", "node/security-group"),
    ],
)
def test_starts_after(rendered: Rendered, group: dict[str, Any], type_: str, path: str) -> None:
    assert owned_by(rendered, type_, path) <= set(group["depends_on"])
