"""Why an alarm is in its state, in CloudWatch's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from aeolus_sandbox.services.alarms.alarm import Datapoint, Question, State, Threshold

_COMPARISONS = {
    "GreaterThanThreshold": "greater than",
    "GreaterThanOrEqualToThreshold": "greater than or equal to",
    "LessThanThreshold": "less than",
    "LessThanOrEqualToThreshold": "less than or equal to",
}
_TREATED = {"breaching": "[Breaching]", "notBreaching": "[NonBreaching]"}


def reason(threshold: Threshold, real: Sequence[Datapoint], state: State, before: State) -> str:
    """Return the reason of a state, given the datapoints that are there."""
    periods = threshold.evaluation_periods
    missing = periods - len(real)
    if state is State.INSUFFICIENT_DATA:
        return f"Insufficient Data: {_counted(missing)} {_were(missing)} unknown."
    if not real:
        treated = _TREATED.get(threshold.treat_missing_data, "[Missing]")
        return (
            f"Threshold Crossed: no datapoints were received for {periods} "
            f"period{'' if periods == 1 else 's'} and {missing} missing "
            f"datapoint{'' if missing == 1 else 's'} {_were(missing)} treated as {treated}."
        )
    hits = [point for point in real if threshold.breached(point.value)]
    shown = hits if state is State.ALARM else [point for point in real if point not in hits]
    comparison = _COMPARISONS[threshold.comparison]
    negated = "" if state is State.ALARM else "not "
    listed = ", ".join(f"{point.value} ({_short(point.at)})" for point in reversed(shown))
    needed = threshold.datapoints_to_alarm
    if state is State.OK:
        needed = periods - needed + 1
    change = f"{State.OK} -> {State.ALARM}"
    if state is State.OK:
        change = f"{State.ALARM} -> {State.OK}"
    return (
        f"Threshold Crossed: {len(shown)} out of the last {periods} datapoints [{listed}] "
        f"{_were(len(shown))} {negated}{comparison} the threshold ({threshold.value}) "
        f"(minimum {_counted(needed)} for {change} transition)."
    )


def data(question: Question, threshold: Threshold, real: Sequence[Datapoint], now: float) -> Any:
    """Return what StateReasonData says about the state of an alarm."""
    only = question.only
    return {
        "version": "1.0",
        "queryDate": _long(now),
        **({"startDate": _long(real[0].at)} if real else {}),
        **({"unit": only.unit} if only and only.unit else {}),
        **({"statistic": only.statistic} if only else {}),
        "period": question.period_s,
        "recentDatapoints": [point.value for point in real],
        "threshold": threshold.value,
        "evaluatedDatapoints": [
            {"timestamp": _long(point.at), "value": point.value} for point in reversed(real)
        ],
    }


def _counted(number: int) -> str:
    return f"{number} datapoint{'' if number == 1 else 's'}"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _short(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%d/%m/%y %H:%M:%S")


def _long(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S.000+0000")
