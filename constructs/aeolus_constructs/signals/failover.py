"""What to watch of the scheduler's failover (AWS Lambda Developer Guide, "Viewing metrics")."""

from __future__ import annotations

from aeolus_constructs.scheduler_failover import SchedulerFailover

from .alarm import Alarm
from .metric import Metric, Statistic
from .signals import Signals
from .widget import LogTable, Widget

NOBODY = "SchedulerNobody"
PROMOTIONS = "SchedulerPromotions"
REPLACEMENTS = "SchedulerReplacements"
"""Metrics that `lambda/scheduler_failover` writes into its log; a test compares."""

_DECISIONS = (
    "filter ispresent(action) and action != 'leave'"
    " | fields @timestamp, action, node, reason | sort @timestamp desc | limit 20"
)


def failover_signals(scheduler: SchedulerFailover) -> Signals:
    """Return the signals of what decides which master schedules: its decisions, and its errors."""

    def decided(name: str, label: str = "") -> Metric:
        return Metric(scheduler.metric_namespace, name, {}, "Sum", label)

    def own(name: str, statistic: Statistic, label: str = "") -> Metric:
        return Metric("AWS/Lambda", name, {"FunctionName": scheduler.name}, statistic, label)

    unread = Metric(
        "AWS/SQS",
        "ApproximateNumberOfMessagesVisible",
        {"QueueName": scheduler.function.dead_letters.name_input or ""},
        "Maximum",
    )
    return Signals(
        alarms=(_nobody(decided(NOBODY)), _failing(own("Errors", "Sum")), _unread(unread)),
        widgets=(
            Widget(
                "Failover: masters promoted, replaced; nobody to promote",
                [
                    decided(PROMOTIONS, "promoted"),
                    decided(REPLACEMENTS, "replaced"),
                    decided(NOBODY, "nobody to promote"),
                ],
            ),
            Widget("Failover: errors", [own("Errors", "Sum"), own("Throttles", "Sum")]),
            LogTable("Failover: what was decided, and why", scheduler.log_group, _DECISIONS),
        ),
    )


def _nobody(metric: Metric) -> Alarm:
    return Alarm(
        name="scheduler_nobody",
        metrics=[metric],
        comparison="GreaterThanThreshold",
        threshold=0,
        # The function looks each minute; it writes nothing while nobody may invoke it.
        period_seconds=60,
        periods=2,
        no_data="notBreaching",
        meaning="No master holds the scheduler's lease and none can take it over: no task starts.",
        cure="`aeolus scheduler status` says of each master why it cannot; the first that can is"
        " promoted by itself.",
    )


def _failing(metric: Metric) -> Alarm:
    return Alarm(
        name="scheduler_failover_errors",
        metrics=[metric],
        comparison="GreaterThanThreshold",
        threshold=0,
        period_seconds=60,
        periods=3,
        no_data="notBreaching",
        meaning="The function scheduler_failover has failed for three minutes in a row: a scheduler"
        " that fails would not be replaced.",
        cure="Its log group tells each error; `aeolus scheduler test` tries each link.",
    )


def _unread(metric: Metric) -> Alarm:
    return Alarm(
        name="scheduler_failover_dead_letters",
        metrics=[metric],
        comparison="GreaterThanThreshold",
        threshold=0,
        period_seconds=300,
        periods=1,
        no_data="notBreaching",
        meaning="The function scheduler_failover failed three times on an event. The next one made"
        " it look again, so that nothing is to be repeated.",
        cure="Read the error in its log group, then purge the queue.",
    )
