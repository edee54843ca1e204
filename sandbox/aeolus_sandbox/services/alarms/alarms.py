"""Evaluates the region's alarms, and carries out their actions when their states change."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.services.alarms import actions, message, reading, reasons, rules, windows
from aeolus_sandbox.services.alarms.alarm import Metric, Question, State
from aeolus_sandbox.services.alarms.evaluate import evaluate
from aeolus_sandbox.services.alarms.message import Change
from aeolus_sandbox.supervisor.node import Node
from aeolus_sandbox.supervisor.world import World

# Amazon CloudWatch User Guide, "Alarm actions": scaling goes on once a minute.
_SCALING_S = 60.0


@dataclass
class Followed:
    """What is known of an alarm: its state as last told, and when it was looked at and scaled."""

    state: dict[str, Any]
    evaluated: float = 0.0
    scaled: float = 0.0


class Alarms:
    """The alarms of the region."""

    name = "alarms"
    concerns = frozenset({"cloudwatch"})
    period_s: float | None = 1.0

    def __init__(self, world: World, clock: Callable[[], float] = time.time) -> None:
        """`clock` tells the seconds since 1970."""
        self._world, self._clock = world, clock
        self._followed: dict[str, Followed] = {}

    def reconcile(self) -> None:
        """Evaluate the alarms whose time it is, and act on every change, whoever made it."""
        alarms = dict(self._world.backend("cloudwatch").alarms)
        for name in self._followed.keys() - alarms.keys():
            del self._followed[name]
        now = self._clock()
        due: list[tuple[Any, Question, float]] = []
        for name, alarm in alarms.items():
            followed = self._followed.setdefault(name, Followed(message.told(alarm)))
            self._tell(alarm, followed)  # of a state that somebody set
            if question := reading.question(alarm):
                end = windows.moment(question.period_s, now)
                changed = reading.seconds(alarm.configuration_updated_timestamp)
                if followed.evaluated < max(end, changed):
                    followed.evaluated = max(end, changed)
                    due.append((alarm, question, end))
        self._evaluate(due, now)
        self._combine(list(alarms.values()))
        for name, alarm in alarms.items():
            self._tell(alarm, self._followed[name])
            self._scale_on(alarm, self._followed[name], now)

    def close(self) -> None:
        """Nothing goes on by itself."""

    def nodes(self) -> Sequence[Node]:
        """An alarm runs nowhere."""
        return ()

    def _evaluate(self, due: Sequence[tuple[Any, Question, float]], now: float) -> None:
        since: dict[Metric, float] = {}
        for alarm, question, end in due:
            for query in question.queries:
                begin = windows.begin(query, int(alarm.evaluation_periods), end)
                since[query.metric] = min(begin, since.get(query.metric, begin))
        found = reading.samples(self._world.backend("cloudwatch").metric_data, since) if due else {}
        for alarm, question, end in due:
            threshold = reading.threshold(alarm)
            try:
                points = windows.answers(question, found, threshold.evaluation_periods, end)
            except SandboxError as error:
                self._world.say("failure", service=self.name, alarm=alarm.name, error=str(error))
                continue
            verdict = evaluate(threshold, points, State(alarm.state_value))
            if verdict.state != alarm.state_value:
                data = reasons.data(question, threshold, verdict.evaluated, now)
                alarm.update_state(verdict.reason, json.dumps(data), verdict.state.value)

    def _combine(self, alarms: Sequence[Any]) -> None:
        """Let alarms on other alarms follow those; one may depend on another of its kind."""
        composite = [alarm for alarm in alarms if alarm.rule is not None]
        for _ in composite:
            states = {alarm.name: alarm.state_value for alarm in alarms}
            states |= {alarm.alarm_arn: alarm.state_value for alarm in alarms}
            for alarm in composite:
                state = State.ALARM if rules.holds(alarm.rule, states) else State.OK
                if state != alarm.state_value:
                    reason = f"the rule {alarm.rule} evaluates to {state is State.ALARM}"
                    alarm.update_state(reason, "{}", state.value)

    def _tell(self, alarm: Any, followed: Followed) -> None:
        """Act on the state of an alarm when it is another than the last that was told."""
        if alarm.state_value == followed.state["value"]:
            return
        change = Change(alarm, self._world.account_id, self._world.region, followed.state)
        followed.state = change.state
        if alarm.state_value == State.ALARM:
            followed.scaled = self._clock()
        self._world.emit(
            "aws.cloudwatch",
            "CloudWatch Alarm State Change",
            message.detail(change),
            [alarm.alarm_arn],
        )
        for arn in actions.of(alarm):
            self._act(change, arn)

    def _scale_on(self, alarm: Any, followed: Followed, now: float) -> None:
        if alarm.state_value != State.ALARM or now - followed.scaled < _SCALING_S:
            return
        followed.scaled = now
        change = Change(alarm, self._world.account_id, self._world.region, followed.state)
        for arn in filter(actions.is_scaling, actions.of(alarm)):
            self._act(change, arn)

    def _act(self, change: Change, arn: str) -> None:
        """Carry out an action: one that fails stops none of the others."""
        try:
            actions.act(self._world, change, arn)
        except Exception as error:
            failure = {"type": "Action", "action": arn, "error": str(error)}
            self._world.say("failure", service=self.name, alarm=change.alarm.name, **failure)
        else:
            self._world.say("alarm acted", alarm=change.alarm.name, action=arn)
