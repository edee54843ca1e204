"""Fires the rules that have a schedule."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from copy import copy
from datetime import datetime
from typing import Any

from aeolus_sandbox.services.events.recurring import Recurring


class Schedules(Recurring):
    """Schedules of the default bus: each is due anew once it has fired.

    Amazon EventBridge User Guide, "Creating a rule that runs on a schedule".
    """

    name = "schedules"
    concerns = frozenset({"events"})

    def reconcile(self) -> None:
        """Fire what is due, and forget schedules that are gone, changed or disabled."""
        rules = {(one.arn, one.scheduled_expression): one for one in self._rules()}
        for rule, due in self._due.over(rules):
            self._fire(rule, due)

    def _rules(self) -> Iterator[Any]:
        bus = self._world.backend("events").describe_event_bus("default")
        for rule in list(bus.rules.values()):
            if rule.scheduled_expression and rule.state == "ENABLED":
                yield rule

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
