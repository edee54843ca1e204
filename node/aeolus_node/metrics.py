"""Airflow's metrics that nodes pass on to CloudWatch, by Airflow's names (3.3.2, "Metrics").

CloudWatch bills $0.30 a metric and month, so each of these answers a question of an operator, and
none names a DAG or a task, which would be thousands. What Airflow counts by DAG, task, queue or
host it also tells without: the sum of counters is right then, and so are timers. Gauges are not,
as the last one wins, so that only those are here that are told once for all.
"""

from __future__ import annotations

SCHEDULER_HEARTBEAT = "scheduler_heartbeat"
QUEUED_TASKS = "executor.queued_tasks"
RUNNING_TASKS = "executor.running_tasks"
OPEN_SLOTS = "executor.open_slots"
STARVING_TASKS = "scheduler.tasks.starving"
SUCCESSES = "ti_successes"
FAILURES = "ti_failures"
KILLED = "task_instances_without_heartbeats_killed"
SCHEDULE_DELAY = "dagrun.schedule_delay"
SCHEDULED_DURATION = "task.scheduled_duration"
START_DELAY = "dagrun.first_task_start_delay"
LOOP_DURATION = "scheduler.scheduler_loop_duration"
IMPORT_ERRORS = "dag_processing.import_errors"
PARSE_TIME = "dag_processing.total_parse_time"
RUNNING_TRIGGERS = "triggers.running"

BY_A_SINGLE_NODE: tuple[str, ...] = (
    SCHEDULER_HEARTBEAT,
    QUEUED_TASKS,
    FAILURES,
    IMPORT_ERRORS,
)
"""What a single node passes on: that it works, and what fails; it is to cost little."""

BY_A_CLUSTER: tuple[str, ...] = (
    *BY_A_SINGLE_NODE,
    # Is there work, is it done, and who is short of what?
    RUNNING_TASKS,
    OPEN_SLOTS,
    "pool.open_slots.default_pool",
    STARVING_TASKS,
    SUCCESSES,
    # How long does it wait: a run for the scheduler, a task for a slot, a run for its first task?
    # (What a task waits for its worker, `task.queued_duration`, 3.3.2 tells only of tasks that are
    # run without the execution API.)
    SCHEDULE_DELAY,
    SCHEDULED_DURATION,
    START_DELAY,
    LOOP_DURATION,
    # What is lost: workers that vanish, tasks killed from outside, work that a scheduler left.
    KILLED,
    "scheduler.tasks.killed_externally",
    "scheduler.orphaned_tasks.adopted",
    "scheduler.orphaned_tasks.cleared",
    # DAGs: are they read, how many, how fast?
    "dag_processor_heartbeat",
    "dagbag_size",
    PARSE_TIME,
    "dag_processing.processor_timeouts",
    # Deferred tasks.
    "triggerer_heartbeat",
    RUNNING_TRIGGERS,
    "triggers.failed",
)
"""What the nodes of a cluster pass on, which is one metric for all of them together."""
