"""CloudWatch: an alarm begins without data, keeps its state, has a history, may be composite."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement, method


def _unevaluated(original: Callable[..., Any]) -> Callable[..., Any]:
    def put_metric_alarm(self: Any, **asked: Any) -> Any:
        before = self.alarms.get(asked["name"])
        alarm = original(self, **asked)
        if before is None:
            alarm.state_value = "INSUFFICIENT_DATA"
        else:
            kept = ("state_value", "state_reason", "state_reason_data", "state_updated_timestamp")
            for name in (*kept, "history"):
                setattr(alarm, name, getattr(before, name))
        return alarm

    return put_metric_alarm


def _noting(original: Callable[..., None]) -> Callable[..., None]:
    def update_state(self: Any, reason: str, reason_data: str, state_value: str) -> None:
        old = _state(self)
        original(self, reason, reason_data or "{}", state_value)
        # moto notes what has been; whoever reads the history wants to know what came, and when.
        data = {"version": "1.0", "oldState": old, "newState": _state(self)}
        summary = f"Alarm updated from {old['stateValue']} to {state_value}"
        self.history[-1] = (self.state_updated_timestamp, summary, json.dumps(data))

    return update_state


def _state(alarm: Any) -> dict[str, Any]:
    return {
        "stateValue": alarm.state_value,
        "stateReason": alarm.state_reason,
        "stateReasonData": json.loads(alarm.state_reason_data or "{}"),
    }


def _describe_alarm_history(self: Any) -> Any:
    from moto.core.responses import ActionResult

    wanted = self._get_param("AlarmName")
    kind = self._get_param("HistoryItemType") or "StateUpdate"
    items = [
        {
            "AlarmName": alarm.name,
            "AlarmType": "MetricAlarm" if alarm.rule is None else "CompositeAlarm",
            "Timestamp": moment,
            "HistoryItemType": "StateUpdate",
            "HistorySummary": summary,
            "HistoryData": data,
        }
        for alarm in self.cloudwatch_backend.alarms.values()
        if wanted in (None, alarm.name) and kind == "StateUpdate"
        for moment, summary, data in alarm.history
    ]
    newest_first = self._get_param("ScanBy") != "TimestampAscending"
    items.sort(key=lambda item: item["Timestamp"], reverse=newest_first)
    return ActionResult({"AlarmHistoryItems": items[: int(self._get_param("MaxRecords") or 100)]})


def _replacements() -> Sequence[Replacement]:
    from moto.cloudwatch.models import Alarm, CloudWatchBackend
    from moto.cloudwatch.responses import CloudWatchResponse

    return [
        Replacement(CloudWatchBackend, "put_metric_alarm", _unevaluated),
        Replacement(Alarm, "update_state", _noting),
        method(CloudWatchResponse, "describe_alarm_history", _describe_alarm_history),
        method(CloudWatchResponse, "put_composite_alarm", CloudWatchResponse.put_metric_alarm),
    ]


PATCH = Patch(
    name="cloudwatch_alarms",
    aws="an alarm has insufficient data at first, keeps its state when it is put again, and has a "
    "history; PutCompositeAlarm makes one of others",
    source="Amazon CloudWatch API Reference, PutMetricAlarm, DescribeAlarmHistory",
    moto="each is OK whenever it is put; has neither DescribeAlarmHistory nor PutCompositeAlarm",
    replacements=_replacements,
)
