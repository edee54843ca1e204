"""The broker: nobody connects before a token is asked for, and no task is forgotten."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aeolus_config.model import Egress
from aeolus_constructs.broker import Broker
from aeolus_constructs.providers import EbsVolume
from aeolus_constructs.secret_provisioner import SecretProvisioner
from aeolus_constructs.security_group import SecurityGroup
from support.foundations import foundations
from support.grants import references
from support.render import DEPLOYMENT, Rendered, render_construct, resources, the


def render(**props: Any) -> Rendered:
    """Render a broker, a client, and a user that waits; `props` in place of the usual ones."""

    def build(stack: Any) -> None:
        parts = foundations(stack, Egress.NONE)
        key = parts["encryption_key"]
        broker = Broker(
            stack,
            "broker",
            deployment=DEPLOYMENT,
            network=parts["network"],
            encryption_key=key,
            token=parts["secrets"].broker_token,
            provisioner=SecretProvisioner(
                stack,
                "provisioner",
                deployment=DEPLOYMENT,
                encryption_key=key,
                log_retention_in_days=7,
            ),
            **{
                "engine": "valkey",
                "engine_version": "8.0",
                "node_type": "cache.t4g.micro",
                "replicas_per_node_group": 1,
                "snapshot_retention_limit": 1,
                "snapshot_window": "02:00-03:00",
                "maintenance_window": "sun:06:00-sun:07:00",
                **props,
            },
        )
        client = SecurityGroup(
            stack,
            "client",
            deployment=DEPLOYMENT,
            vpc_id=parts["network"].vpc_id,
            suffix="client",
            description="A client",
        )
        broker.allow_from(client)
        EbsVolume(stack, "user", size=1, availability_zone="us-east-1a", depends_on=broker.ready)

    return render_construct(build)


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    return render()


def group(rendered: Rendered) -> dict[str, Any]:
    return the(rendered, "aws_elasticache_replication_group")


# The token


def test_terraform_never_holds_the_token(rendered: Rendered) -> None:
    assert "auth_token" not in group(rendered)
    assert "broker-token" not in json.dumps(
        rendered["ephemeral"].get("aws_secretsmanager_secret_version", {})
    )


def test_a_token_that_was_set_is_no_drift(rendered: Rendered) -> None:
    assert group(rendered)["lifecycle"]["ignore_changes"] == [
        "auth_token",
        "auth_token_update_strategy",
    ]


def test_nobody_gets_in_before_a_token_is_asked_for(rendered: Rendered) -> None:
    (invocation,) = resources(rendered, "aws_lambda_invocation")
    (group_id,) = group(rendered)["security_group_ids"]
    rules = [
        rule
        for rule in resources(rendered, "aws_vpc_security_group_ingress_rule").values()
        if rule["security_group_id"] == group_id
    ]
    (rule,) = rules
    way_out = the(rendered, "aws_vpc_security_group_egress_rule")
    for end in (rule, way_out):
        assert end["depends_on"] == [f"aws_lambda_invocation.{invocation}"]
    assert "aws_security_group.client_" in rule["referenced_security_group_id"]
    assert (rule["from_port"], rule["to_port"], rule["ip_protocol"]) == (6379, 6379, "tcp")


def test_users_wait_for_the_token_too(rendered: Rendered) -> None:
    waits_for = the(rendered, "aws_ebs_volume")["depends_on"]
    for type_ in ("aws_lambda_invocation", "aws_elasticache_replication_group"):
        (name,) = resources(rendered, type_)
        assert f"{type_}.{name}" in waits_for


# Encryption and place


def test_is_encrypted_in_transit_and_at_rest(rendered: Rendered) -> None:
    body = group(rendered)
    assert body["transit_encryption_enabled"] is True
    assert body["transit_encryption_mode"] == "required"
    assert body["at_rest_encryption_enabled"] == "true"
    assert body["kms_key_id"].startswith("${aws_kms_key.")


def test_stands_in_the_data_subnets(rendered: Rendered) -> None:
    subnets = the(rendered, "aws_elasticache_subnet_group")
    assert len(subnets["subnet_ids"]) == 2
    assert all("_data_" in each for each in subnets["subnet_ids"])
    named = references(group(rendered)["subnet_group_name"])
    assert named in resources(rendered, "aws_elasticache_subnet_group")


# Tasks


@pytest.mark.parametrize(
    ("engine", "version", "family"),
    [
        ("valkey", "8.0", "valkey8"),
        ("valkey", "7.2", "valkey7"),
        ("redis", "7.1", "redis7"),
    ],
)
def test_a_full_broker_forgets_no_task(engine: str, version: str, family: str) -> None:
    rendered = render(engine=engine, engine_version=version)
    parameters = the(rendered, "aws_elasticache_parameter_group")
    assert parameters["parameter"] == [{"name": "maxmemory-policy", "value": "noeviction"}]
    assert parameters["family"] == family
    assert parameters["name"].endswith(family)
    assert parameters["lifecycle"]["create_before_destroy"] is True
    assert (group(rendered)["engine"], group(rendered)["engine_version"]) == (engine, version)
    named = references(group(rendered)["parameter_group_name"])
    assert named in resources(rendered, "aws_elasticache_parameter_group")


def test_cluster_mode_is_off(rendered: Rendered) -> None:
    assert group(rendered)["num_cache_clusters"] == 2
    for of_cluster_mode in ("num_node_groups", "replicas_per_node_group", "cluster_mode"):
        assert of_cluster_mode not in group(rendered)


@pytest.mark.parametrize(("replicas", "fails_over"), [(0, False), (1, True), (2, True)])
def test_fails_over_to_another_zone_when_it_has_a_replica(replicas: int, fails_over: bool) -> None:
    body = group(render(replicas_per_node_group=replicas))
    assert body["num_cache_clusters"] == 1 + replicas
    assert body["automatic_failover_enabled"] is fails_over
    assert body["multi_az_enabled"] is fails_over


def test_is_kept_and_changed_in_its_windows(rendered: Rendered) -> None:
    body = group(rendered)
    assert body["snapshot_retention_limit"] == 1
    assert body["snapshot_window"] == "02:00-03:00"
    assert body["maintenance_window"] == "sun:06:00-sun:07:00"
    assert body["apply_immediately"] is False
