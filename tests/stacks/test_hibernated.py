"""A hibernated environment: what bills by the hour is gone, and what others know it by stays."""

from __future__ import annotations

import functools
from typing import Any

import pytest

from support.environments import environment
from support.render import Rendered, policy, resources, search, the
from support.shipped import render_environment, rendered, shipped

GONE = (
    "aws_cloudwatch_dashboard",
    "aws_cloudwatch_metric_alarm",
    "aws_eip",
    "aws_elasticache_replication_group",
    "aws_lb",
    "aws_lb_listener",
    "aws_lb_listener_rule",
    "aws_nat_gateway",
)
STAYS = (
    "aws_acm_certificate",
    "aws_dynamodb_table",
    "aws_elasticache_parameter_group",
    "aws_elasticache_subnet_group",
    "aws_iam_instance_profile",
    "aws_kms_key",
    "aws_lambda_function",
    "aws_lb_target_group",
    "aws_route53_zone",
    "aws_s3_bucket",
    "aws_s3_bucket_policy",
    "aws_secretsmanager_secret",
    "aws_secretsmanager_secret_version",
    "aws_security_group",
    "aws_sns_topic",
    "aws_subnet",
    "aws_vpc",
)
"""Types of which a hibernated environment has what it had, word for word."""


@functools.cache
def prod() -> Rendered:
    return render_environment(shipped("prod"), hibernated=True)


@functools.cache
def dev() -> Rendered:
    return render_environment(shipped("dev"), hibernated=True)


@pytest.mark.parametrize("type_", GONE)
def test_what_cannot_be_stopped_is_gone(type_: str) -> None:
    assert resources(rendered("prod"), type_)
    assert resources(prod(), type_) == {}


@pytest.mark.parametrize("type_", STAYS)
def test_what_holds_data_or_is_known_elsewhere_stays_as_it_is(type_: str) -> None:
    assert resources(prod(), type_) == resources(rendered("prod"), type_) != {}


def test_no_record_leads_to_a_load_balancer_and_those_of_the_certificate_stay() -> None:
    records = resources(prod(), "aws_route53_record").values()
    assert records
    assert search("[?alias]", list(records)) == []


def test_private_subnets_lead_nowhere_and_public_ones_still_do() -> None:
    routes = list(resources(prod(), "aws_route").values())
    assert [each for each in routes if each.get("nat_gateway_id")] == []
    assert [each for each in routes if each.get("gateway_id")]


def test_endpoints_that_bill_by_the_hour_are_gone_too() -> None:
    without = environment(changes={"network.egress": "none", "hibernated": True})
    endpoints = resources(render_environment(without), "aws_vpc_endpoint").values()
    assert {each["vpc_endpoint_type"] for each in endpoints} == {"Gateway"}


@pytest.mark.parametrize("stack", [prod, dev])
def test_groups_have_nobody_and_room_for_nobody(stack: Any) -> None:
    groups = resources(stack(), "aws_autoscaling_group")
    assert groups
    for group in groups.values():
        assert [group[each] for each in ("min_size", "max_size", "desired_capacity")] == [0, 0, 0]
        # Or the next plan would not see that somebody came back.
        assert "lifecycle" not in group


def test_templates_of_a_cluster_keep_the_user_data_that_they_have() -> None:
    before = resources(rendered("prod"), "aws_launch_template")
    for name, template in resources(prod(), "aws_launch_template").items():
        kept = dict(before[name])
        assert kept.pop("user_data")
        assert template == {**kept, "lifecycle": {"ignore_changes": ["user_data"]}}


def test_nobody_is_let_in_to_the_next_broker_before_it_has_a_token() -> None:
    for direction in ("ingress", "egress"):
        rules = resources(prod(), f"aws_vpc_security_group_{direction}_rule").values()
        assert [each for each in rules if each["from_port"] == 6379] == []


def test_nothing_looks_at_the_lease_of_masters_that_are_not_there() -> None:
    rules = resources(prod(), "aws_cloudwatch_event_rule").values()
    assert {each["state"] for each in rules} == {"DISABLED"}


def test_the_metastore_is_as_it_was_and_stopped_once_nobody_uses_it() -> None:
    before, after = (the(each, "aws_db_instance") for each in (rendered("prod"), prod()))
    assert {**before, "lifecycle": 0} == {**after, "lifecycle": 0}
    state = the(prod(), "aws_rds_instance_state")
    (instance,) = resources(prod(), "aws_db_instance")
    assert state["state"] == "stopped"
    assert state["identifier"] == f"${{aws_db_instance.{instance}.identifier}}"
    groups = {
        f"aws_autoscaling_group.{each}" for each in resources(prod(), "aws_autoscaling_group")
    }
    assert groups <= set(state["depends_on"])


def test_a_deploy_onto_a_stopped_metastore_is_refused_with_the_command_that_starts_it() -> None:
    (condition,) = the(rendered("prod"), "aws_db_instance")["lifecycle"]["postcondition"]
    assert condition["condition"] == '${self.status != "stopped"}'
    assert "aeolus start prod" in condition["error_message"]
    assert "postcondition" not in the(prod(), "aws_db_instance")["lifecycle"]


def test_whoever_runs_is_not_stopped_by_anything() -> None:
    for type_ in ("aws_rds_instance_state", "aws_scheduler_schedule"):
        assert resources(rendered("prod"), type_) == {}


def test_a_single_node_keeps_volume_address_and_all_else() -> None:
    before, after = rendered("dev")["resource"], dev()["resource"]
    assert set(before) - set(after) == {"aws_cloudwatch_metric_alarm"}
    changed = {each for each in after if after[each] != before[each]}
    assert changed == {"aws_autoscaling_group"}


def test_outputs_name_only_what_is_there() -> None:
    gone = {"web_url", "execution_url", "broker_endpoint"}
    assert set(rendered("prod")["output"]) - set(prod()["output"]) == gone


def test_a_network_that_exists_is_left_alone() -> None:
    with_nodes, without = (
        render_environment(environment("existing", {"hibernated": each})) for each in (False, True)
    )
    for type_ in ("aws_vpc", "aws_route", "aws_nat_gateway"):
        assert resources(with_nodes, type_) == resources(without, type_) == {}
    assert resources(with_nodes, "aws_security_group") == resources(without, "aws_security_group")


def test_its_roles_may_do_what_they_might() -> None:
    for name, role in resources(rendered("prod"), "aws_iam_role").items():
        assert resources(prod(), "aws_iam_role")[name] == role
    added = set(resources(prod(), "aws_iam_role_policy")) - set(
        resources(rendered("prod"), "aws_iam_role_policy")
    )
    allowed = [
        action
        for name in added
        for statement in policy(prod()["resource"]["aws_iam_role_policy"][name])
        for action in statement["Action"]
    ]
    assert sorted(allowed) == ["kms:Decrypt", "rds:StopDBInstance"]
