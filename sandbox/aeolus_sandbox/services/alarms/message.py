"""What is told of an alarm's change of state: to topics, functions and the event bus."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from aeolus_sandbox.services.alarms import reading
from aeolus_sandbox.services.alarms.alarm import Query, Question


@dataclass(frozen=True)
class Change:
    """A change of the state of moto's alarm; `previous` is its state before as events tell it."""

    alarm: Any
    account_id: str
    region: str
    previous: dict[str, Any]

    @property
    def state(self) -> dict[str, Any]:
        """The state now, as events tell it."""
        return told(self.alarm)


def told(alarm: Any) -> dict[str, Any]:
    """Return the state of an alarm as events tell it."""
    return {
        "value": alarm.state_value,
        "reason": alarm.state_reason,
        "reasonData": alarm.state_reason_data,
        "timestamp": _moment(alarm.state_updated_timestamp),
    }


def subject(change: Change) -> str:
    """Return the subject of a notification."""
    alarm = change.alarm
    return f'{alarm.state_value}: "{alarm.name}" in {_region_name(change.region)}'


def notification(change: Change) -> str:
    """Return the JSON that a topic gets (as SNS delivers it, there is no document of its keys)."""
    alarm = change.alarm
    return json.dumps(
        {
            "AlarmName": alarm.name,
            "AlarmDescription": alarm.description,
            "AWSAccountId": change.account_id,
            "AlarmConfigurationUpdatedTimestamp": _moment(alarm.configuration_updated_timestamp),
            "NewStateValue": alarm.state_value,
            "NewStateReason": alarm.state_reason,
            "StateChangeTime": _moment(alarm.state_updated_timestamp),
            "Region": _region_name(change.region),
            "AlarmArn": alarm.alarm_arn,
            "OldStateValue": change.previous["value"],
            "OKActions": alarm.ok_actions,
            "AlarmActions": alarm.alarm_actions,
            "InsufficientDataActions": alarm.insufficient_data_actions,
            "Trigger": _trigger(alarm),
        }
    )


def _trigger(alarm: Any) -> dict[str, Any]:
    conditions = {
        "EvaluationPeriods": alarm.evaluation_periods,
        "DatapointsToAlarm": alarm.datapoints_to_alarm,
        "ComparisonOperator": alarm.comparison_operator,
        "Threshold": alarm.threshold,
        "TreatMissingData": alarm.treat_missing_data or "",
        "EvaluateLowSampleCountPercentile": alarm.evaluate_low_sample_count_percentile or "",
    }
    question = reading.question(alarm)
    if question is None:
        return conditions
    query = question.only
    if query is None:
        return {**conditions, "Period": question.period_s, "Metrics": _queries(question)}
    kind, statistic = "Statistic", query.statistic.upper()
    if alarm.extended_statistic:
        kind, statistic = "ExtendedStatistic", query.statistic
    return {
        "MetricName": query.metric.name,
        "Namespace": query.metric.namespace,
        "StatisticType": kind,
        "Statistic": statistic,
        "Unit": query.unit,
        "Dimensions": _dimensions(query),
        "Period": query.period_s,
        **conditions,
    }


def _queries(question: Question) -> list[dict[str, Any]]:
    math: list[dict[str, Any]] = [
        {"Id": key, "Expression": expression, "ReturnData": key == question.returned}
        for key, expression in question.expressions.items()
    ]
    for query in question.queries:
        metric = {
            "MetricName": query.metric.name,
            "Namespace": query.metric.namespace,
            "Dimensions": _dimensions(query),
        }
        stat = {"Metric": metric, "Period": query.period_s, "Stat": query.statistic}
        math.append(
            {"Id": query.id, "MetricStat": stat, "ReturnData": query.id == question.returned}
        )
    return math


def _dimensions(query: Query) -> list[dict[str, str]]:
    return [{"value": value, "name": name} for name, value in sorted(query.metric.dimensions)]


def detail(change: Change) -> dict[str, Any]:
    """Return the detail of an event (Amazon CloudWatch User Guide, "Alarm events")."""
    return {
        "alarmName": change.alarm.name,
        "state": change.state,
        "previousState": change.previous,
        "configuration": _configuration(change.alarm),
    }


def _configuration(alarm: Any) -> dict[str, Any]:
    configured = {"description": alarm.description} if alarm.description else {}
    question = reading.question(alarm)
    if question is None:
        return {**configured, "alarmRule": alarm.rule}
    metrics: list[dict[str, Any]] = [
        {"id": key, "expression": expression, "returnData": key == question.returned}
        for key, expression in question.expressions.items()
    ]
    for query in question.queries:
        metric = {
            "namespace": query.metric.namespace,
            "name": query.metric.name,
            "dimensions": dict(sorted(query.metric.dimensions)),
        }
        stat = {"metric": metric, "period": query.period_s, "stat": query.statistic}
        returned = query.id == question.returned
        metrics.append({"id": query.id, "metricStat": stat, "returnData": returned})
    return {**configured, "metrics": metrics}


def invocation(change: Change) -> dict[str, Any]:
    """Return what a function gets (Amazon CloudWatch User Guide, "Invoke a Lambda function")."""
    return {
        "source": "aws.cloudwatch",
        "alarmArn": change.alarm.alarm_arn,
        "accountId": change.account_id,
        "time": change.state["timestamp"],
        "region": change.region,
        "alarmData": detail(change),
    }


def _moment(moment: datetime) -> str:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.strftime("%Y-%m-%dT%H:%M:%S.") + f"{aware.microsecond // 1000:03d}+0000"


@cache
def _region_name(region: str) -> str:
    """Return a region's name as CloudWatch writes it: `EU (Frankfurt)`."""
    import botocore.session

    partitions = botocore.session.get_session().get_data("endpoints")["partitions"]
    for partition in partitions:
        if region in partition["regions"]:
            name: str = partition["regions"][region]["description"]
            return name.replace("Europe (", "EU (")
    return region
