"""Worker groups: rights and ways of their own, bought as asked, sized by a scaler."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_scaling.schedule import Window
from support.cluster_parts import cluster_parts
from support.grants import granted, owned_by, references
from support.render import Rendered, render_construct, resources, search, the
from support.worker_group_parts import render, worker_group


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    return render()


@pytest.fixture(scope="module")
def group(rendered: Rendered) -> dict[str, Any]:
    return the(rendered, "aws_autoscaling_group")


def test_tags_tell_group_queues_and_how_it_is_scaled(group: dict[str, Any]) -> None:
    assert {each["key"]: each["value"] for each in group["tag"]} == {
        "Name": "aeolus-test-worker_heavy",
        "aeolus:environment": "test",
        "aeolus:role": "worker",
        "aeolus:group": "heavy",
        "aeolus:queues": "heavy ml",
        "aeolus:concurrency": "12",
        "aeolus:cooldown": "240",
    }


def test_a_schedule_is_a_tag_of_the_group_and_no_machines() -> None:
    office = Window("mon-fri", "08:00", "18:00", "Europe/Berlin", 2)
    saturday = Window("sat", "10:00", "14:00", "Europe/Berlin", 1)
    told = render(schedules=[office, saturday])
    tags = {each["key"]: each for each in the(told, "aws_autoscaling_group")["tag"]}
    assert tags["aeolus:schedule"] == {
        "key": "aeolus:schedule",
        "value": "mon-fri 08:00-18:00 Europe/Berlin 2 / sat 10:00-14:00 Europe/Berlin 1",
        "propagate_at_launch": False,
    }
    assert tags["aeolus:cooldown"]["propagate_at_launch"] is False
    assert tags["aeolus:queues"]["propagate_at_launch"] is True
    launched = search("tag_specifications[].keys(tags)[]", the(told, "aws_launch_template"))
    assert "aeolus:queues" in launched
    assert not {"aeolus:schedule", "aeolus:cooldown"} & set(launched)


def test_reads_what_a_worker_needs_and_no_secret_of_the_masters(rendered: Rendered) -> None:
    read = granted(rendered, "heavy_role")["secretsmanager:GetSecretValue"]
    assert {references(each).split("_")[1] for each in read} == {
        "fernet-key",
        "api-secret-key",
        "result-backend",
        "broker-token",
    }


def test_rights_are_these_and_no_more(rendered: Rendered) -> None:
    assert {each.split(":")[0] for each in granted(rendered, "heavy_role")} == {
        "autoscaling",
        "cloudwatch",
        "ec2messages",
        "kms",
        "logs",
        "s3",
        "secretsmanager",
        "ssm",
        "ssmmessages",
    }
    attachment = the(rendered, "aws_iam_role_policy_attachment", "heavy_role")
    assert attachment["policy_arn"].endswith("policy/read-lake")


def test_nobody_connects_before_someone_is_let_in(rendered: Rendered) -> None:
    assert not [
        name
        for name in resources(rendered, "aws_vpc_security_group_ingress_rule")
        if name.startswith("heavy_")
    ]


def test_masters_fetch_logs_once_they_are_let_in() -> None:
    def build(stack: Any) -> None:
        parts = cluster_parts(stack)
        web, _ = parts.pop("web"), parts.pop("scheduler")
        workers = worker_group(stack, parts)
        workers.allow_from(web.security_group)

    rule = the(render_construct(build), "aws_vpc_security_group_ingress_rule", "heavy_")
    assert (rule["from_port"], rule["to_port"]) == (8793, 8793)
    assert references(rule["referenced_security_group_id"]).startswith("web_")


def test_connects_to_metastore_broker_execution_entrance_and_https(rendered: Rendered) -> None:
    ports = sorted(
        each["from_port"]
        for name, each in resources(rendered, "aws_vpc_security_group_egress_rule").items()
        if name.startswith("heavy_")
    )
    assert ports == [443, 443, 5432, 6379]


def test_zones_are_not_rebalanced_at_the_cost_of_running_tasks(group: dict[str, Any]) -> None:
    assert group["suspended_processes"] == ["AZRebalance"]


def test_refresh_never_goes_beyond_the_maximum(group: dict[str, Any]) -> None:
    assert search("instance_refresh.preferences.max_healthy_percentage", group) == 100


@pytest.mark.parametrize(("spot_percentage", "timeout"), [(0, "10m"), (1, "0"), (100, "0")])
def test_deploy_does_not_wait_for_spot(spot_percentage: int, timeout: str) -> None:
    group = the(render(spot_percentage=spot_percentage), "aws_autoscaling_group")
    assert group["wait_for_capacity_timeout"] == timeout


@pytest.mark.parametrize(
    ("type_", "path"),
    [
        ("aws_route", "network/internet"),
        ("aws_route_table_association", "network/subnets/private"),
        ("aws_vpc_endpoint", "network/gateway-endpoints"),
        ("aws_secretsmanager_secret_version", "secrets"),
        ("aws_s3_bucket_policy", "storage"),
        ("aws_db_instance", "metastore"),
        ("aws_vpc_security_group_ingress_rule", "metastore"),
        ("aws_elasticache_replication_group", "broker"),
        ("aws_lambda_invocation", "broker"),
        ("aws_vpc_security_group_ingress_rule", "broker"),
        ("aws_lb_listener", "execution"),
        ("aws_vpc_security_group_ingress_rule", "execution"),
        ("aws_iam_role_policy", "heavy/role"),
        ("aws_iam_role_policy_attachment", "heavy/role"),
        ("aws_iam_instance_profile", "heavy/role"),
        ("aws_vpc_security_group_egress_rule", "heavy/security-group"),
    ],
)
def test_starts_after(rendered: Rendered, group: dict[str, Any], type_: str, path: str) -> None:
    assert owned_by(rendered, type_, path) <= set(group["depends_on"])


def test_one_that_is_to_end_is_held_until_it_says_so_itself(rendered: Rendered) -> None:
    hook = the(rendered, "aws_autoscaling_lifecycle_hook")
    assert hook["autoscaling_group_name"] == "aeolus-test-worker_heavy"
    assert hook["lifecycle_transition"] == "autoscaling:EC2_INSTANCE_TERMINATING"
    assert (hook["heartbeat_timeout"], hook["default_result"]) == (600, "CONTINUE")
    allowed = granted(rendered, "heavy_role")
    for action in ("CompleteLifecycleAction", "RecordLifecycleActionHeartbeat"):
        [group] = allowed[f"autoscaling:{action}"]
        assert group.endswith(":autoScalingGroupName/aeolus-test-worker_heavy")
