"""Fires the rules that have a schedule."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from datetime import UTC, datetime
from typing import Any

from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.services.events.schedule import next_time
from aeolus_sandbox.supervisor.node import Node
from aeolus_sandbox.supervisor.world import World


def _now() -> datetime:
    return datetime.now(UTC)


class Schedules:
    """Schedules of the default bus: each is due anew once it has fired.

    Amazon EventBridge User Guide, "Creating a rule that runs on a schedule".
    """

    name = "schedules"
    concerns = frozenset({"events"})

    def __init__(self, world: World, now: Callable[[], datetime] = _now) -> None:
        """`now` tells the time."""
        self._world, self._now = world, now
        self._due: dict[tuple[str, str], datetime | None] = {}

    @property
    def period_s(self) -> float | None:
        """Until the next one is due; where there is none, nothing is waited for."""
        coming = [due for due in self._due.values() if due]
        if not coming:
            return None
        return max(0.0, (min(coming) - self._now()).total_seconds())

    def reconcile(self) -> None:
        """Fire what is due, and forget schedules that are gone, changed or disabled."""
        now, rules = (
            self._now(),
            {(one.arn, one.scheduled_expression): one for one in self._rules()},
        )
        self._due = {key: due for key, due in self._due.items() if key in rules}
        for key, rule in rules.items():
            due = self._due.get(key)
            if due and due <= now:
                self._fire(rule, due)
            if key not in self._due or (due and due <= now):
                self._due[key] = self._following(rule, now)

    def close(self) -> None:
        """Nothing goes on by itself."""

    def nodes(self) -> Sequence[Node]:
        """A schedule runs nowhere."""
        return ()

    def _rules(self) -> Iterator[Any]:
        bus = self._world.backend("events").describe_event_bus("default")
        for rule in list(bus.rules.values()):
            if rule.scheduled_expression and rule.state == "ENABLED":
                yield rule

    def _following(self, rule: Any, now: datetime) -> datetime | None:
        try:
            return next_time(rule.scheduled_expression, now)
        except SandboxError as error:
            self._world.say("not run", rule=rule.name, reason=str(error))
            return None

    def _fire(self, rule: Any, due: datetime) -> None:
        self._world.say("schedule", rule=rule.name, due=due.isoformat())
        event = {
            "version": "0",
            "id": str(uuid.uuid4()),
            "detail-type": "Scheduled Event",
            "source": "aws.events",
            "account": self._world.account_id,
            "time": due.timestamp(),
            "region": self._world.region,
            "resources": [rule.arn],
            "ingestion-time": due.timestamp(),
            "detail": {},
        }
        # Its targets get it as if it were any rule that matches.
        matching = copy(rule)
        matching.scheduled_expression = None
        matching.send_to_targets(event)
