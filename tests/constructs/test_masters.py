"""Masters: behind both entrances, with their rights, and started last of all."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_constructs.masters import Masters
from support.cluster_parts import cluster_parts
from support.grants import granted, owned_by, references
from support.nodes import AMI_ID
from support.render import Rendered, render_construct, resources, search, the


def render(count: int = 2) -> Rendered:
    def build(stack: Any) -> None:
        Masters(
            stack,
            "masters",
            **cluster_parts(stack),
            count=count,
            instance_type="t4g.medium",
            ami_id=AMI_ID,
            volume_size=16,
        )

    return render_construct(build)


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    return render()


@pytest.fixture(scope="module")
def group(rendered: Rendered) -> dict[str, Any]:
    return the(rendered, "aws_autoscaling_group")


def test_a_fixed_number_over_the_private_subnets_of_all_zones(group: dict[str, Any]) -> None:
    assert (group["min_size"], group["max_size"]) == (2, 2)
    assert len(group["vpc_zone_identifier"]) == 2
    assert all("subnets_private" in each for each in group["vpc_zone_identifier"])


def test_no_public_address(rendered: Rendered) -> None:
    path = "network_interfaces[].associate_public_ip_address"
    assert search(path, the(rendered, "aws_launch_template")) == ["false"]


def test_behind_every_target_group_of_both_entrances(
    rendered: Rendered, group: dict[str, Any]
) -> None:
    assert set(group["target_group_arns"]) == {
        f"${{aws_lb_target_group.{name}.arn}}"
        for name in resources(rendered, "aws_lb_target_group")
    }
    assert len(group["target_group_arns"]) == 3


@pytest.mark.parametrize(("count", "percentage"), [(1, 200), (2, 150), (3, 134), (10, 110)])
def test_refresh_starts_one_more_before_it_ends_one(count: int, percentage: int) -> None:
    assert search("instance_refresh.preferences", the(render(count), "aws_autoscaling_group")) == {
        "min_healthy_percentage": 100,
        "max_healthy_percentage": percentage,
        "scale_in_protected_instances": "Refresh",
        "skip_matching": True,
    }


def test_reads_every_secret(rendered: Rendered) -> None:
    assert set(granted(rendered, "masters_role")["secretsmanager:GetSecretValue"]) == {
        f"${{aws_secretsmanager_secret.{name}.arn}}"
        for name in resources(rendered, "aws_secretsmanager_secret")
    }


def test_reads_dags_and_artefacts_and_writes_logs_of_tasks(rendered: Rendered) -> None:
    actions = granted(rendered, "masters_role")
    prefixes = {
        action: {each.rsplit("}", 1)[1] for each in actions[action]}
        for action in ("s3:GetObject", "s3:PutObject")
    }
    assert prefixes == {
        "s3:GetObject": {"/dags/*", "/artefacts/*", "/logs/*"},
        "s3:PutObject": {"/logs/*"},
    }


def test_listens_to_the_entrances_and_to_itself_alone(rendered: Rendered) -> None:
    peers = {
        (references(each["referenced_security_group_id"]).split("_")[0], each["from_port"])
        for name, each in resources(rendered, "aws_vpc_security_group_ingress_rule").items()
        if name.startswith("masters_")
    }
    assert peers == {("web", 8080), ("web", 5555), ("execution", 8081), ("masters", 8794)}


@pytest.mark.parametrize(
    ("type_", "path"),
    [
        ("aws_route", "network/internet"),
        ("aws_nat_gateway", "network/internet"),
        ("aws_route_table_association", "network/subnets/private"),
        ("aws_vpc_endpoint", "network/gateway-endpoints"),
        ("aws_secretsmanager_secret_version", "secrets"),
        ("aws_s3_bucket_policy", "storage"),
        ("aws_db_instance", "metastore"),
        ("aws_vpc_security_group_ingress_rule", "metastore"),
        ("aws_elasticache_replication_group", "broker"),
        ("aws_lambda_invocation", "broker"),
        ("aws_vpc_security_group_ingress_rule", "broker"),
        ("aws_lb_listener", "web"),
        ("aws_lb_listener_rule", "web"),
        ("aws_lb_listener", "execution"),
        ("aws_vpc_security_group_ingress_rule", "execution"),
        ("aws_iam_role_policy", "masters/role"),
        ("aws_iam_instance_profile", "masters/role"),
        ("aws_vpc_security_group_ingress_rule", "masters/security-group"),
        ("aws_vpc_security_group_egress_rule", "masters/security-group"),
    ],
)
def test_starts_after(rendered: Rendered, group: dict[str, Any], type_: str, path: str) -> None:
    assert owned_by(rendered, type_, path) <= set(group["depends_on"])
