"""CloudWatch: an alarm begins without data, keeps its state, has a history, may be composite."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api.patches.cloudwatch_alarms import PATCH

Client = Callable[[str], Any]


def put(client: Client) -> Any:
    """Put an alarm, and return it."""
    cloudwatch = client("cloudwatch")
    cloudwatch.put_metric_alarm(
        AlarmName="busy",
        Namespace="Shop",
        MetricName="Orders",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=5.0,
        ComparisonOperator="GreaterThanThreshold",
    )
    return found(client)


def found(client: Client) -> Any:
    [alarm] = client("cloudwatch").describe_alarms()["MetricAlarms"]
    return alarm


def set_state(client: Client) -> None:
    client("cloudwatch").set_alarm_state(
        AlarmName="busy", StateValue="ALARM", StateReason="for a test"
    )


def test_moto_says_that_all_is_well_whenever_an_alarm_is_put(client: Client) -> None:
    assert put(client)["StateValue"] == "OK"
    set_state(client)
    assert put(client)["StateValue"] == "OK"


def test_moto_has_neither_history_nor_composite_alarms(client: Client) -> None:
    for call, asked in (
        ("describe_alarm_history", {}),
        ("put_composite_alarm", {"AlarmName": "both", "AlarmRule": 'ALARM("busy")'}),
    ):
        with pytest.raises((NotImplementedError, ClientError)):
            getattr(client("cloudwatch"), call)(**asked)


def test_patched_an_alarm_has_no_data_until_it_is_evaluated(client: Client) -> None:
    with PATCH.applied():
        assert put(client)["StateValue"] == "INSUFFICIENT_DATA"


def test_patched_it_keeps_its_state_when_it_is_put_again(client: Client) -> None:
    with PATCH.applied():
        put(client)
        set_state(client)
        alarm = put(client)
        assert (alarm["StateValue"], alarm["StateReason"]) == ("ALARM", "for a test")


def test_patched_its_history_tells_what_it_was_and_became(client: Client) -> None:
    with PATCH.applied():
        put(client)
        set_state(client)
        [item] = client("cloudwatch").describe_alarm_history(AlarmName="busy")["AlarmHistoryItems"]
        assert item["HistorySummary"] == "Alarm updated from INSUFFICIENT_DATA to ALARM"
        data = json.loads(item["HistoryData"])
        assert data["oldState"]["stateValue"] == "INSUFFICIENT_DATA"
        assert data["newState"]["stateReason"] == "for a test"
        other = client("cloudwatch").describe_alarm_history(AlarmName="other")
        assert other["AlarmHistoryItems"] == []


def test_patched_a_composite_alarm_is_one(client: Client) -> None:
    with PATCH.applied():
        put(client)
        client("cloudwatch").put_composite_alarm(
            AlarmName="both", AlarmRule='ALARM("busy")', AlarmActions=[]
        )
        answer = client("cloudwatch").describe_alarms(AlarmTypes=["CompositeAlarm"])
        [alarm] = answer["CompositeAlarms"]
        assert (alarm["AlarmRule"], alarm["StateValue"]) == ('ALARM("busy")', "INSUFFICIENT_DATA")
