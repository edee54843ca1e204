"""The inequalities that clocks of `airflow.cfg` keep."""

from __future__ import annotations

from aeolus_node.airflow_cfg import timings


def test_a_task_outlives_the_failover_of_the_database() -> None:
    asked_for = (timings.API_TRIES - 1) * timings.API_RETRY_WAIT_SECONDS
    assert asked_for * timings.FAILED_HEARTBEATS >= timings.DATABASE_FAILOVER_SECONDS


def test_a_task_that_is_cut_off_ends_before_it_is_started_anew() -> None:
    one_heartbeat = timings.API_TRIES * (
        timings.API_TIMEOUT_SECONDS + timings.API_RETRY_WAIT_SECONDS
    )
    ends = timings.FAILED_HEARTBEATS * (timings.HEARTBEAT_SECONDS + one_heartbeat)
    assert ends < timings.HEARTBEAT_TIMEOUT_SECONDS


def test_a_scheduler_at_once_after_a_failover_takes_no_task_for_dead() -> None:
    assert timings.HEARTBEAT_TIMEOUT_SECONDS >= 2 * timings.DATABASE_FAILOVER_SECONDS
