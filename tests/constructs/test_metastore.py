"""The metastore: found by nobody but its users, read by nobody else, and recoverable."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_constructs.metastore import Metastore
from aeolus_constructs.metastore_engine import ENGINES
from support.metastores import render
from support.render import Rendered, resources, search, the

LOGS = ["postgresql", "upgrade"]


@pytest.fixture(scope="module")
def plain() -> Rendered:
    """Without anything that is off unless asked for."""
    return render()


@pytest.fixture(scope="module")
def production() -> Rendered:
    """With everything that can be asked for."""
    return render(
        multi_az=True,
        deletion_protection=True,
        final_snapshot=True,
        performance_insights_enabled=True,
        backup_retention_period=35,
    )


def instance(rendered: Rendered) -> dict[str, Any]:
    return the(rendered, "aws_db_instance")


# Who can read it


def test_stands_in_the_data_subnets_without_a_public_address(plain: Rendered) -> None:
    subnets = the(plain, "aws_db_subnet_group")["subnet_ids"]
    assert len(subnets) == 2
    assert all("_data_" in each for each in subnets)
    assert "aws_db_subnet_group.metastore_" in instance(plain)["db_subnet_group_name"]
    assert instance(plain)["publicly_accessible"] is False


def test_takes_connections_of_its_clients_on_its_port_alone(plain: Rendered) -> None:
    (group,) = instance(plain)["vpc_security_group_ids"]
    rules = [
        rule
        for rule in resources(plain, "aws_vpc_security_group_ingress_rule").values()
        if rule["security_group_id"] == group
    ]
    (rule,) = rules
    assert "aws_security_group.client_" in rule["referenced_security_group_id"]
    assert (rule["from_port"], rule["to_port"], rule["ip_protocol"]) == (5432, 5432, "tcp")
    assert instance(plain)["port"] == 5432


def test_storage_is_encrypted_by_the_environments_key(plain: Rendered) -> None:
    body = instance(plain)
    assert body["storage_encrypted"] is True
    assert body["kms_key_id"].startswith("${aws_kms_key.")
    assert body["storage_type"] == "gp3"


# The password


def test_password_is_the_stored_one_and_not_the_generated_one(plain: Rendered) -> None:
    body = instance(plain)
    type_, name, attribute = body["password_wo"].strip("${}").removeprefix("ephemeral.").split(".")
    assert (type_, attribute) == ("aws_secretsmanager_secret_version", "secret_string")
    stored = plain["ephemeral"][type_][name]
    assert "aws_secretsmanager_secret_version.secrets_metastore_" in stored["secret_id"]
    assert "password" not in body
    assert "random_password" not in str(body)


def test_a_password_that_was_made_anew_is_set_anew(plain: Rendered) -> None:
    changes_with = instance(plain)["password_wo_version"]
    assert "aws_secretsmanager_secret_version.secrets_metastore_" in changes_with
    assert ".version_id" in changes_with


def test_waits_until_the_password_is_stored(plain: Rendered) -> None:
    assert any(
        each.startswith("aws_secretsmanager_secret_version.secrets_metastore_")
        for each in instance(plain)["depends_on"]
    )


# Parameters


def parameters(rendered: Rendered) -> dict[str, tuple[str, str]]:
    """Return name → value and apply method."""
    group = the(rendered, "aws_db_parameter_group")
    return {each["name"]: (each["value"], each["apply_method"]) for each in group["parameter"]}


def test_refuses_connections_without_tls(plain: Rendered) -> None:
    assert parameters(plain)["rds.force_ssl"] == ("1", "immediate")


def test_a_session_of_a_dead_host_is_ended_within_half_a_minute(plain: Rendered) -> None:
    idle, interval, count = (
        int(parameters(plain)[f"tcp_keepalives_{each}"][0])
        for each in ("idle", "interval", "count")
    )
    assert idle + interval * count <= 30


def test_a_transaction_that_says_nothing_is_ended_within_a_minute(plain: Rendered) -> None:
    milliseconds, _ = parameters(plain)["idle_in_transaction_session_timeout"]
    assert 0 < int(milliseconds) <= 60_000


def test_no_parameter_is_given_twice() -> None:
    for engine in ENGINES.values():
        names = [each.name for each in engine.parameters]
        assert len(names) == len(set(names))


@pytest.mark.parametrize(("version", "family"), [("16", "postgres16"), ("17.4", "postgres17")])
def test_parameters_are_of_the_major_version(version: str, family: str) -> None:
    rendered = render(engine_version=version)
    group = the(rendered, "aws_db_parameter_group")
    assert group["family"] == family
    assert instance(rendered)["engine_version"] == version


def test_an_upgrade_finds_the_new_parameters_beside_the_old(plain: Rendered) -> None:
    group = the(plain, "aws_db_parameter_group")
    assert group["name"] == "aeolus-test-metastore-postgres17"
    assert group["lifecycle"]["create_before_destroy"] is True


# Changes and their time


def test_a_change_that_restarts_it_waits_for_the_window(plain: Rendered) -> None:
    body = instance(plain)
    assert body["apply_immediately"] is False
    assert body["maintenance_window"] == "sun:04:30-sun:05:30"
    assert body["auto_minor_version_upgrade"] is True


# What is asked for, and what is not there by default


@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize("key", ["multi_az", "deletion_protection", "performance_insights_enabled"])
def test_is_as_asked_for(plain: Rendered, production: Rendered, key: str, asked: bool) -> None:
    assert instance(production if asked else plain)[key] is asked


def test_paid_insights_are_encrypted_as_all_else(plain: Rendered, production: Rendered) -> None:
    key = "performance_insights_kms_key_id"
    assert instance(production)[key] == instance(production)["kms_key_id"]
    assert key not in instance(plain)


def test_storage_grows_between_its_bounds(plain: Rendered) -> None:
    body = instance(plain)
    assert (body["allocated_storage"], body["max_allocated_storage"]) == (20, 100)


@pytest.mark.parametrize("days", [7, 35])
def test_backups_stay_as_long_as_asked(plain: Rendered, production: Rendered, days: int) -> None:
    body = instance(production if days == 35 else plain)
    assert body["backup_retention_period"] == days
    assert body["backup_window"] == "03:00-04:00"
    assert body["copy_tags_to_snapshot"] is True


# The last snapshot


def test_leaves_a_snapshot_only_where_asked_for(plain: Rendered, production: Rendered) -> None:
    assert instance(production)["skip_final_snapshot"] is False
    assert instance(plain)["skip_final_snapshot"] is True


def test_the_last_snapshots_name_is_new_for_each_instance_and_no_drift(
    production: Rendered,
) -> None:
    body = instance(production)
    assert body["final_snapshot_identifier"].startswith("aeolus-test-metastore-${")
    assert "timestamp()" in body["final_snapshot_identifier"]
    assert body["lifecycle"]["ignore_changes"] == ["final_snapshot_identifier"]


def test_a_last_snapshot_can_be_asked_for_later(plain: Rendered) -> None:
    # Changes of the name are ignored, so an instance without one could never leave a snapshot.
    assert instance(plain)["final_snapshot_identifier"].startswith("aeolus-test-metastore-${")


# Logs


def test_makes_the_log_groups_before_rds_would(plain: Rendered) -> None:
    body = instance(plain)
    assert body["enabled_cloudwatch_logs_exports"] == LOGS
    for log in LOGS:
        group = the(plain, "aws_cloudwatch_log_group", f"metastore_log-{log}")
        assert group["name"] == f"/aws/rds/instance/{body['identifier']}/{log}"
        assert group["retention_in_days"] == 30
        assert group["kms_key_id"] == body["kms_key_id"]
    made_first = search("depends_on[?starts_with(@, 'aws_cloudwatch_log_group.')]", body)
    assert len(made_first) == len(LOGS)


# What workers may hold


def test_the_result_backend_shares_neither_database_nor_role_with_the_metadata() -> None:
    assert Metastore.result_backend_database_name != Metastore.database_name
    assert Metastore.result_backend_role_name != Metastore.owner_name
