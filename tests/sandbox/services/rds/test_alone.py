"""DB instances without a standby, and those that do not run."""

from __future__ import annotations

import pytest

from aeolus_sandbox.api.patches import rds_reboot
from aeolus_sandbox.machines.appliance import Appliance
from aeolus_sandbox.services.rds.database import Database
from aeolus_sandbox.services.rds.decide import Step
from aeolus_sandbox.services.rds.keeper import Keeper
from sandbox.services.rds.conftest import Place, ask
from support.machines import needs_machines, until

pytestmark = [pytest.mark.sandbox, needs_machines]

PASSWORD = "kept-in-a-vault"


def test_without_a_standby_its_host_is_recovered_with_its_rows(
    place: Place, client: Appliance
) -> None:
    host = place.create("alone", DBName="shop", MasterUserPassword=PASSWORD, Port=5432)

    def asked(statement: str) -> str:
        return ask(client, host, statement, PASSWORD).stdout.strip()

    asked("CREATE TABLE orders (id int); INSERT INTO orders VALUES (7)")
    place.node("alone").kill()
    until(lambda: asked("SELECT id FROM orders") == "7", "it is back with what was committed")
    assert place.told("alone")["AvailabilityZone"] == place.node("alone").zone


def test_a_reboot_that_is_asked_for_while_it_comes_back_is_done_too(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = place.world.backend("rds").databases["alone"]
    steps: list[Step] = []
    original = Keeper.take

    def take(self: Keeper, step: Step, database: Database) -> None:
        original(self, step, database)
        if not steps:
            rds_reboot.ask(held, failover=False)
        steps.append(step)

    monkeypatch.setattr(Keeper, "take", take)
    place.node("alone").kill()
    until(lambda: Step.REBOOT in steps, "it is rebooted, too")
    place.await_status("alone", "available")


def test_parameters_with_which_it_does_not_start_are_told(place: Place) -> None:
    rds = place.client("rds")
    rds.create_db_parameter_group(
        DBParameterGroupName="greedy", DBParameterGroupFamily="postgres17", Description="Greedy"
    )
    rds.modify_db_instance(
        DBInstanceIdentifier="alone", DBParameterGroupName="greedy", ApplyImmediately=True
    )
    greedy = {
        "ParameterName": "max_connections",
        "ParameterValue": "262143",
        "ApplyMethod": "pending-reboot",
    }
    slots = {**greedy, "ParameterName": "max_locks_per_transaction", "ParameterValue": "2147483647"}
    rds.modify_db_parameter_group(DBParameterGroupName="greedy", Parameters=[greedy, slots])
    rds.reboot_db_instance(DBInstanceIdentifier="alone")
    place.await_status("alone", "incompatible-parameters")
    rds.reset_db_parameter_group(DBParameterGroupName="greedy", ResetAllParameters=True)
    place.await_status("alone", "available")


def test_another_engine_does_not_run_and_the_log_says_so(place: Place) -> None:
    place.create("other", Engine="mysql", EngineVersion="8.0", MasterUserPassword=PASSWORD)
    log = place.world.log.path
    until(lambda: "mysql does not run here: take postgres" in log.read_text(), "the log says so")
    rds = place.client("rds")
    rds.delete_db_instance(DBInstanceIdentifier="other", SkipFinalSnapshot=True)
    until(
        lambda: (
            "other"
            not in [
                one["DBInstanceIdentifier"] for one in rds.describe_db_instances()["DBInstances"]
            ]
        ),
        "it is gone",
    )
