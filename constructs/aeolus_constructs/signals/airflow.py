"""What to watch of Airflow itself, by the metrics that nodes pass on for it."""

from __future__ import annotations

from aeolus_constructs.deployment import Deployment
from aeolus_constructs.telemetry import metric_namespace
from aeolus_node import metrics

from .alarm import Alarm
from .metric import Metric, Statistic
from .signals import Signals
from .widget import Widget


def scheduler_signals(deployment: Deployment, rings: str = "") -> Signals:
    """Return the signals of the scheduler, whichever node runs it.

    `rings` is a function that its alarm invokes.
    """
    heartbeat = _metric(deployment, metrics.SCHEDULER_HEARTBEAT, "Sum")
    return Signals(alarms=(_silent(heartbeat, rings),))


def airflow_signals(deployment: Deployment, rings: str) -> Signals:
    """Return the signals of a cluster's Airflow: scheduler, tasks and DAGs.

    A node tells a gauge once a minute: the sum over the minute is that over all nodes. `rings` is a
    function that the alarm on a silent scheduler invokes.
    """

    def graph(title: str, *of: tuple[str, Statistic, str]) -> Widget:
        return Widget(title, [_metric(deployment, *each) for each in of])

    return Signals(
        alarms=scheduler_signals(deployment, rings).alarms,
        widgets=(
            graph(
                "Scheduler: heartbeats a minute", (metrics.SCHEDULER_HEARTBEAT, "Sum", "heartbeats")
            ),
            graph(
                "Tasks: queued, running, room for more",
                (metrics.QUEUED_TASKS, "Sum", "queued"),
                (metrics.RUNNING_TASKS, "Sum", "running"),
                (metrics.OPEN_SLOTS, "Sum", "open slots"),
                (metrics.STARVING_TASKS, "Sum", "without a slot of their pool"),
            ),
            graph(
                "Tasks: succeeded, failed, lost",
                (metrics.SUCCESSES, "Sum", "succeeded"),
                (metrics.FAILURES, "Sum", "failed"),
                (metrics.KILLED, "Sum", "without heartbeat"),
            ),
            graph(
                "Waiting, ms: for the scheduler, for a slot, for a worker",
                (metrics.SCHEDULE_DELAY, "Average", "runs after they were due"),
                (metrics.SCHEDULED_DURATION, "Average", "tasks until they are queued"),
                (metrics.START_DELAY, "Average", "runs until their first task starts"),
            ),
            graph(
                "Scheduler: ms a loop",
                (metrics.LOOP_DURATION, "Average", "average"),
                (metrics.LOOP_DURATION, "Maximum", "longest"),
            ),
            graph("DAGs: import errors", (metrics.IMPORT_ERRORS, "Maximum", "import errors")),
            graph("DAGs: seconds to read all", (metrics.PARSE_TIME, "Maximum", "seconds")),
            graph("Triggers running", (metrics.RUNNING_TRIGGERS, "Sum", "triggers")),
        ),
    )


def _metric(deployment: Deployment, name: str, statistic: Statistic, label: str = "") -> Metric:
    return Metric(metric_namespace(deployment), name, {}, statistic, label)


def _silent(heartbeat: Metric, rings: str) -> Alarm:
    return Alarm(
        name="scheduler_silent",
        metrics=[heartbeat],
        comparison="LessThanThreshold",
        threshold=1,
        # Longer than a failover takes. A counter that counts nothing tells nothing.
        period_seconds=60,
        periods=5,
        no_data="breaching",
        rings=rings,
        meaning="No scheduler has beaten for five minutes, on any node: no task starts. It rings"
        " too when an environment is new and its nodes still boot.",
        cure="Look in the scheduler log group for why it ends, and in the node log group for what"
        " the node waits for.",
    )
