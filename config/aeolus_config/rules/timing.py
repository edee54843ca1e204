"""Clocks that must run out in the right order."""

from __future__ import annotations

import math
from collections.abc import Iterator

from aeolus_config.model import Environment, Topology
from aeolus_lease.timings import timings_of

from .registry import Finding, rule

HOUR = 3600

HOOK_HEARTBEATS = 100
HOOK_HOURS = 48
"""A lifecycle hook holds an instance for 100 heart-beats, and no longer than 48 hours."""


@rule(
    source="Airflow, [scheduler] task_queued_timeout; Airflow 3, lifetime of a queued task's token"
)
def workers_boot_before_tasks_expire(environment: Environment) -> Iterator[Finding]:
    """A worker boots and gets its DAGs before the task that it was started for expires."""
    if environment.topology is not Topology.CLUSTER:
        return
    airflow = environment.airflow
    needed = airflow.worker_boot_seconds + environment.dags.refresh_interval_seconds
    if needed >= airflow.task_queued_timeout_seconds:
        yield Finding(
            ("airflow", "task_queued_timeout_seconds"),
            f"must be above {needed} seconds: {airflow.worker_boot_seconds} for a worker to boot "
            f"(worker_boot_seconds), {environment.dags.refresh_interval_seconds} for its DAGs",
            f"write {needed + 1} or more",
        )


@rule(source="Celery, Using Redis, Visibility timeout")
def tasks_end_before_they_are_delivered_again(environment: Environment) -> Iterator[Finding]:
    """The broker waits longer than the longest task before it hands a task to a second worker."""
    longest = environment.airflow.longest_task_hours
    if (
        environment.topology is Topology.CLUSTER
        and environment.broker.visibility_timeout_hours <= longest
    ):
        yield Finding(
            ("broker", "visibility_timeout_hours"),
            f"must be above the {longest:g} hours of airflow.longest_task_hours: a task that "
            "runs longer is delivered again, and runs twice",
            f"write {longest + 1:g} or more",
        )


@rule(source="Amazon EC2 Auto Scaling, How lifecycle hooks work: 100 heart-beats, 48 hours")
def drains_outlast_tasks(environment: Environment) -> Iterator[Finding]:
    """A worker that leaves is held until its longest task has ended, or its deadline is over."""
    longest = environment.airflow.longest_task_hours
    for name, group in environment.workers.items():
        deadline = group.drain.deadline_seconds
        wanted = longest if deadline is None else deadline / HOUR
        heartbeat = group.drain.heartbeat_timeout_seconds
        held = min(HOOK_HOURS, HOOK_HEARTBEATS * heartbeat / HOUR)
        if held < wanted:
            least = math.ceil(wanted * HOUR / HOOK_HEARTBEATS)
            why = (
                f"a task may run {longest:g} (airflow.longest_task_hours)"
                if deadline is None
                else f"its tasks have {wanted:.3g} (drain.deadline_seconds)"
            )
            yield Finding(
                ("workers", name, "drain", "heartbeat_timeout_seconds"),
                f"holds a leaving worker for {held:.3g} hours, {HOOK_HEARTBEATS} heart-beats, and "
                f"{why}",
                f"write {least} or more",
            )


@rule(source="Kubernetes client-go, leaderelection; Patroni, loop_wait + 2 * retry_timeout <= ttl")
def lease_timings_exclude_two_schedulers(environment: Environment) -> Iterator[Finding]:
    """A holder gives up after two renewals at the earliest, and well before others take over."""
    lease = environment.masters.scheduler_lease
    timings = timings_of(lease)
    if timings.stop < timings.least_stop:
        least = timings.least_stop
        yield Finding(
            ("masters", "scheduler_lease", "stop_seconds"),
            f"must be at least {least:g} seconds, twice renew_seconds and {timings.look:g}: one "
            "renewal that fails must not stop the scheduler",
            f"write {least:g} or more, or lower renew_seconds",
        )
    if timings.ttl < timings.least_ttl:
        least = math.ceil(10 * timings.least_ttl) / 10
        yield Finding(
            ("masters", "scheduler_lease", "ttl_seconds"),
            f"must be at least {least:g} seconds: stop_seconds, {timings.kill:g} for the old "
            f"scheduler to end, {timings.look:g} between two looks, and what clocks differ by; "
            "else two may run at once",
            f"write {least:g} or more",
        )
