"""Amazon EventBridge Scheduler: each schedule calls its target, in its role."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from aeolus_sandbox.api.functions import deliveries
from aeolus_sandbox.errors import SandboxError
from aeolus_sandbox.services.events.recurring import Recurring
from aeolus_sandbox.services.events.universal_target import call, universal

UTC = "UTC"


class ScheduledCalls(Recurring):
    """Schedules of all groups that recur, in UTC.

    EventBridge Scheduler User Guide, "Managing targets": the API operation that a universal target
    names is called in the schedule's role; functions, queues and topics get the input.
    """

    name = "scheduler"
    concerns = frozenset({"scheduler"})

    def reconcile(self) -> None:
        """Call the targets of what is due, and forget what is gone, changed or disabled."""
        schedules = {(one.arn, one.schedule_expression): one for one in self._schedules()}
        for schedule, due in self._due.over(schedules):
            self._world.say("schedule", schedule=schedule.name, due=due.isoformat())
            self._fire(schedule)

    def _schedules(self) -> Iterator[Any]:
        for group in list(self._world.backend("scheduler").schedule_groups.values()):
            for schedule in list(group.schedules.values()):
                if schedule.state != "ENABLED":
                    continue
                if schedule.schedule_expression_timezone == UTC:
                    yield schedule
                else:
                    self._world.say("not run", schedule=schedule.name, reason="it is not in UTC")

    def _fire(self, schedule: Any) -> None:
        """Call a target; what it refuses is told, and by the dead-letter queue if there is one."""
        target = schedule.target
        given = json.loads(target.get("Input") or "{}")
        try:
            if universal(target["Arn"]):
                call(self._world, target["Arn"], target["RoleArn"], given)
            else:
                deliveries.send(target["Arn"], given)
        except (BotoCoreError, ClientError, SandboxError) as error:
            self._world.say("refused", schedule=schedule.name, error=str(error))
            if queue := target.get("DeadLetterConfig", {}).get("Arn"):
                deliveries.send(queue, given)
