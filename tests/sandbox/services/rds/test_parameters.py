"""The parameters with which a DB instance's PostgreSQL runs."""

from __future__ import annotations

from aeolus_sandbox.services.rds.database import Parameter
from aeolus_sandbox.services.rds.parameters import in_force, settings

SMALL = {"DBInstanceClassMemory": 2**30, "DBInstanceVCPU": 2}
LARGE = {"DBInstanceClassMemory": 64 * 2**30, "DBInstanceVCPU": 8}
INSTALLED = frozenset({"pg_stat_statements", "auto_explain"})


def test_without_a_group_of_ones_own_it_has_rds_defaults() -> None:
    told = settings({}, SMALL, INSTALLED)
    assert told.values["max_connections"] == "112"
    assert told.values["shared_preload_libraries"] == "pg_stat_statements"
    assert told.force_ssl
    assert not told.refused


def test_the_groups_values_come_first() -> None:
    told = settings({"max_connections": "50", "rds.force_ssl": "0"}, SMALL, INSTALLED)
    assert told.values["max_connections"] == "50"
    assert not told.force_ssl
    assert "rds.force_ssl" not in told.values


def test_shared_buffers_are_what_a_machine_for_many_can_give() -> None:
    assert settings({}, LARGE, INSTALLED).values["shared_buffers"] == "16384"
    assert not settings({}, LARGE, INSTALLED).refused
    told = settings({"shared_buffers": "900000"}, LARGE, INSTALLED)
    assert told.values["shared_buffers"] == "16384"
    assert told.refused == {"shared_buffers": "it is 16384 here at most"}


def test_what_rds_keeps_to_itself_is_refused() -> None:
    told = settings({"ssl": "0", "data_directory": "/"}, SMALL, INSTALLED)
    assert set(told.refused) == {"ssl", "data_directory"}
    assert "data_directory" not in told.values


def test_libraries_that_are_not_there_are_left_out() -> None:
    told = settings(
        {"shared_preload_libraries": "auto_explain, pg_cron,pg_hint_plan"}, SMALL, INSTALLED
    )
    assert told.values["shared_preload_libraries"] == "auto_explain"
    assert told.refused == {"shared_preload_libraries": "not installed: pg_cron, pg_hint_plan"}


def test_a_formula_that_is_none_is_refused_and_the_rest_holds() -> None:
    told = settings({"work_mem": "{Memory/2}"}, SMALL, INSTALLED)
    assert set(told.refused) == {"work_mem"}
    assert "max_connections" in told.values


def test_logical_replication_is_one_switch() -> None:
    assert "wal_level" not in settings({}, SMALL, INSTALLED).values
    told = settings({"rds.logical_replication": "1"}, SMALL, INSTALLED)
    assert told.values["wal_level"] == "logical"


NOW, LATER = Parameter("2"), Parameter("2", immediate=False)


def test_a_change_holds_at_once_unless_it_is_to_wait() -> None:
    former = {"work_mem": "1", "max_connections": "1"}
    wanted = {"work_mem": NOW, "max_connections": LATER}
    assert in_force(wanted, former, same_group=True) == {"work_mem": "2", "max_connections": "1"}


def test_what_is_new_and_has_to_wait_does_not_hold_yet() -> None:
    assert in_force({"max_connections": LATER}, {}, same_group=True) == {}


def test_what_is_taken_out_no_longer_holds() -> None:
    assert in_force({}, {"work_mem": "1"}, same_group=True) == {}


def test_another_group_waits_altogether() -> None:
    assert in_force({"work_mem": NOW}, {"a": "1"}, same_group=False) == {"a": "1"}
