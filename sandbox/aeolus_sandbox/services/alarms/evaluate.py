"""The state of an alarm, from its datapoints.

Amazon CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aeolus_sandbox.services.alarms import reasons
from aeolus_sandbox.services.alarms.alarm import Datapoint, State, Threshold


@dataclass(frozen=True)
class Verdict:
    """A state and why, in CloudWatch's words; `evaluated` are the datapoints it rests on."""

    state: State
    reason: str
    evaluated: tuple[Datapoint, ...] = ()


def evaluate(threshold: Threshold, looked_at: Sequence[Datapoint], before: State) -> Verdict:
    """Return the state of an alarm that was in state `before`.

    `looked_at` are the datapoints of its periods and of some before these, the oldest first.
    """
    periods = threshold.evaluation_periods
    real = tuple(point for point in looked_at if point.value is not None)[-periods:]
    state = _state(threshold, looked_at, real, before)
    return Verdict(state, reasons.reason(threshold, real, state, before), real)


def _state(
    threshold: Threshold, looked_at: Sequence[Datapoint], real: Sequence[Datapoint], before: State
) -> State:
    treatment = threshold.treat_missing_data
    breaching = sum(threshold.breached(point.value) for point in real)
    missing = threshold.evaluation_periods - len(real)
    if treatment == "breaching":
        breaching += missing
    if breaching >= threshold.datapoints_to_alarm:
        return State.ALARM
    if missing and treatment in ("missing", "ignore"):
        if not real:
            return State.INSUFFICIENT_DATA if treatment == "missing" else before
        if _breaches_since_long(threshold, looked_at):
            return State.ALARM if treatment == "missing" else before
    return State.OK


def _breaches_since_long(threshold: Threshold, looked_at: Sequence[Datapoint]) -> bool:
    """Return whether all there is breaches, and the oldest of it is as old as it takes to alarm."""
    there = [point for point in looked_at if point.value is not None]
    oldest = len(looked_at) - looked_at.index(there[0])
    everything = all(threshold.breached(point.value) for point in there)
    return everything and oldest >= threshold.datapoints_to_alarm
