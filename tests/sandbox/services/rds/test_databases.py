"""A Multi-AZ database that runs: asked by its name, refused to strangers, failing over and gone."""

from __future__ import annotations

import pytest

from aeolus_sandbox.machines.appliance import Appliance
from sandbox.services.rds.conftest import Place, ask
from support.machines import needs_machines, until

pytestmark = [pytest.mark.sandbox, needs_machines]

AT_ONCE = {"ParameterName": "work_mem", "ParameterValue": "8192", "ApplyMethod": "immediate"}
LATER = {
    "ParameterName": "max_connections",
    "ParameterValue": "55",
    "ApplyMethod": "pending-reboot",
}
NONSENSE = {"ParameterName": "no_such_thing", "ParameterValue": "1", "ApplyMethod": "immediate"}


def parameter(given: dict[str, str], value: str) -> dict[str, str]:
    """Return a parameter with another value."""
    return {**given, "ParameterValue": value}


@pytest.fixture(scope="module")
def host(place: Place) -> str:
    """Return the host of a Multi-AZ instance with a managed password and parameters."""
    rds = place.client("rds")
    rds.create_db_parameter_group(
        DBParameterGroupName="ours", DBParameterGroupFamily="postgres17", Description="Ours"
    )
    rds.modify_db_parameter_group(
        DBParameterGroupName="ours", Parameters=[AT_ONCE, LATER, NONSENSE]
    )
    return place.create(
        "shop",
        DBName="shop",
        MultiAZ=True,
        ManageMasterUserPassword=True,
        DBParameterGroupName="ours",
    )


def asked(place: Place, client: Appliance, statement: str) -> str:
    """Return what the database answers the master user, all lines of it."""
    shop = place.told("shop")
    answer = ask(client, shop["Endpoint"]["Address"], statement, place.password("shop"))
    return answer.stdout.strip() or answer.stderr.strip()


def test_the_master_user_writes_rows_over_tls_to_the_endpoints_name(
    place: Place, client: Appliance, host: str
) -> None:
    asked(place, client, "CREATE TABLE orders (id int); INSERT INTO orders VALUES (1), (2)")
    assert asked(place, client, "SELECT count(*) FROM orders") == "2"
    assert asked(place, client, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()") == "t"
    assert asked(place, client, "SHOW server_version").startswith("17.")


def test_a_wrong_password_and_plain_text_are_refused(
    place: Place, client: Appliance, host: str
) -> None:
    assert "password authentication failed" in ask(client, host, "SELECT 1", "guessed").stderr
    plain = ask(client, host, "SELECT 1", place.password("shop"), tls="disable")
    assert "no encryption" in plain.stderr
    administrator = ask(client, host, "SELECT 1", place.password("shop"), user="rdsadmin")
    assert "pg_hba.conf rejects connection" in administrator.stderr


def test_who_may_not_reach_it_waits_in_vain(place: Place, host: str) -> None:
    stranger = place.world.someone("stranger", place.subnets[0], place.strangers)
    assert "timeout expired" in ask(stranger, host, "SELECT 1", place.password("shop")).stderr


def test_the_master_user_makes_roles_and_extensions_and_is_no_superuser(
    place: Place, client: Appliance, host: str
) -> None:
    asked(place, client, "CREATE ROLE clerk LOGIN")
    asked(place, client, "CREATE EXTENSION pg_stat_statements")
    roles = "SELECT rolsuper FROM pg_roles WHERE rolname IN ('clerk', 'keeper')"
    assert asked(place, client, roles).split() == ["f", "f"]
    assert "permission denied" in asked(place, client, "ALTER SYSTEM SET work_mem = 99")
    assert asked(place, client, "SELECT count(*) > 0 FROM pg_stat_statements") == "t"


def test_parameters_hold_at_once_or_after_a_reboot(
    place: Place, client: Appliance, host: str
) -> None:
    def status() -> str:
        return str(place.told("shop")["DBParameterGroups"][0]["ParameterApplyStatus"])

    assert asked(place, client, "SHOW work_mem") == "8MB"
    assert asked(place, client, "SHOW max_connections") == "55"
    assert "no_such_thing" in place.world.log.path.read_text()
    rds = place.client("rds")
    rds.modify_db_parameter_group(
        DBParameterGroupName="ours",
        Parameters=[parameter(AT_ONCE, "16384"), parameter(LATER, "66")],
    )
    until(lambda: asked(place, client, "SHOW work_mem") == "16MB", "what can be, is applied")
    until(lambda: status() == "pending-reboot", "it says that the rest waits")
    assert asked(place, client, "SHOW max_connections") == "55"
    rds.reboot_db_instance(DBInstanceIdentifier="shop")
    assert place.told("shop")["DBInstanceStatus"] == "rebooting"
    place.await_status("shop", "available")
    assert asked(place, client, "SHOW max_connections") == "66"
    until(lambda: status() == "in-sync", "nothing waits")


def test_a_reboot_with_failover_changes_zones_and_keeps_name_and_rows(
    place: Place, client: Appliance, host: str
) -> None:
    before = place.told("shop")
    place.client("rds").reboot_db_instance(DBInstanceIdentifier="shop", ForceFailover=True)
    place.await_status("shop", "available")
    after = place.told("shop")
    assert after["AvailabilityZone"] == before["SecondaryAvailabilityZone"]
    assert after["SecondaryAvailabilityZone"] == before["AvailabilityZone"]
    assert after["Endpoint"] == before["Endpoint"]
    until(
        lambda: asked(place, client, "SELECT count(*) FROM orders") == "2",
        "the name leads to the standby",
    )


def test_a_standby_takes_over_from_a_primary_that_loses_its_power(
    place: Place, client: Appliance, host: str
) -> None:
    former = place.node("shop")
    asked(place, client, "INSERT INTO orders VALUES (3)")
    former.kill()
    until(lambda: place.node("shop").zone != former.zone, "it stands in the other zone")
    until(
        lambda: asked(place, client, "SELECT count(*) FROM orders") == "3",
        "what was committed is there",
    )
    place.await_status("shop", "available")


def test_a_standby_takes_over_from_a_primary_that_is_cut_off(
    place: Place, client: Appliance, host: str
) -> None:
    former = place.node("shop")
    place.world.network.cut(former.owner)
    until(lambda: place.node("shop").zone != former.zone, "it stands in the other zone")
    until(lambda: asked(place, client, "SELECT 1") == "1", "it answers")
    place.await_status("shop", "available")


def test_another_password_in_its_secret_lets_the_master_user_in(
    place: Place, client: Appliance, host: str
) -> None:
    former = place.password("shop")
    place.client("rds").modify_db_instance(
        DBInstanceIdentifier="shop", RotateMasterUserPassword=True, ApplyImmediately=True
    )
    assert place.password("shop") != former
    until(lambda: asked(place, client, "SELECT 1") == "1", "the new one is let in")
    assert "password authentication failed" in ask(client, host, "SELECT 1", former).stderr


def test_a_stopped_instance_answers_nobody_until_it_is_started(
    place: Place, client: Appliance, host: str
) -> None:
    rds = place.client("rds")
    rds.stop_db_instance(DBInstanceIdentifier="shop")
    place.await_status("shop", "stopped")
    assert "Connection refused" in asked(place, client, "SELECT 1")
    rds.start_db_instance(DBInstanceIdentifier="shop")
    place.await_status("shop", "available")
    assert asked(place, client, "SELECT count(*) FROM orders") == "3"


def test_what_is_deleted_is_gone_with_its_name(place: Place, client: Appliance, host: str) -> None:
    password = place.password("shop")
    rds = place.client("rds")
    rds.delete_db_instance(DBInstanceIdentifier="shop", SkipFinalSnapshot=True)
    until(lambda: rds.describe_db_instances()["DBInstances"] == [], "it is gone")
    assert place.databases.nodes() == []
    until(
        lambda: "could not translate host name" in ask(client, host, "SELECT 1", password).stderr,
        "its name means nothing",
    )
