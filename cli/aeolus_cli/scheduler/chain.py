"""The links of the chain by which a scheduler is replaced, each tried alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from aeolus_cli.aws.clients import Clients
from aeolus_cli.errors import UserError
from aeolus_lease.timings import Timings

from .lease import LeaseOf

RECENT_S = 60.0
"""Who has said nothing for longer was replaced, or is missed as the one that stands by."""
TRIED_BY = {"detail-type": "aeolus scheduler test"}
"""An event that means: have a look."""


@dataclass(frozen=True)
class Link:
    """A link: whether it holds, and what was seen."""

    name: str
    holds: bool
    seen: str


@dataclass(frozen=True)
class Chain:
    """All links of an environment; `function` is the name of the Lambda."""

    lease: LeaseOf
    clients: Clients
    function: str
    timings: Timings
    sleep: Callable[[float], None]

    def links(self) -> Iterator[Link]:
        """Yield each link once it has been tried."""
        yield from self._masters()
        for name, tried in (
            ("the function answers", self._answers),
            ("events invoke it", self._rules),
            ("the alarm invokes it", self._alarm),
            ("nothing that it failed on waits", self._dead_letters),
        ):
            try:
                holds, seen = tried()
            except (ClientError, BotoCoreError) as error:
                holds, seen = False, str(error)
            yield Link(name, holds, seen)

    def _masters(self) -> Iterator[Link]:
        try:
            before, said = self.lease.read().lease, self.lease.candidates(RECENT_S)
            self.sleep(self.timings.beat + self.timings.look)
            after, later = self.lease.read().lease, self.lease.candidates(RECENT_S)
        except UserError as error:
            yield Link("the lease can be read", False, error.message)
            return
        yield Link("the lease can be read", True, self.lease.store.table)
        name = "the lease is renewed"
        if before is None or after is None:
            yield Link(name, False, "nobody has held it yet")
        else:
            seen = f"{after.holder}, epoch {after.epoch}"
            yield Link(name, after.mark != before.mark and not after.released, seen)
        if len(later) < 2:
            yield Link("another master stands by", False, f"{len(later)} says how it is")
        beats = {each.node: each.beat for each in said}
        for each in later:
            spoke = each.beat > beats.get(each.node, 0)
            seen = "healthy" if each.healthy else each.reason
            yield Link(
                f"{each.node} can schedule", spoke and each.healthy, seen if spoke else "silent"
            )

    def _answers(self) -> tuple[bool, str]:
        answer = self.clients.awslambda.invoke(
            FunctionName=self.function, Payload=json.dumps(TRIED_BY)
        )
        said: dict[str, Any] = json.loads(answer["Payload"].read())
        if "FunctionError" in answer:
            return False, str(said.get("errorMessage", said))
        return True, f"{said['action']}: {said['reason']}"

    def _rules(self) -> tuple[bool, str]:
        events, arn = self.clients.events, self._configuration["FunctionArn"]
        rules = [
            events.describe_rule(Name=name)
            for name in events.list_rule_names_by_target(TargetArn=arn)["RuleNames"]
        ]
        off = [each["Name"] for each in rules if each["State"] != "ENABLED"]
        scheduled = [each for each in rules if each.get("ScheduleExpression")]
        if off:
            return False, f"disabled: {', '.join(off)}"
        if not scheduled:
            return False, "no schedule does"
        return True, ", ".join(sorted(each["Name"] for each in rules))

    def _alarm(self) -> tuple[bool, str]:
        arn = self._configuration["FunctionArn"]
        alarms = self.clients.cloudwatch.describe_alarms(ActionPrefix=arn)["MetricAlarms"]
        names = ", ".join(each["AlarmName"] for each in alarms if each["ActionsEnabled"])
        return bool(names), names or "no alarm does"

    def _dead_letters(self) -> tuple[bool, str]:
        queue = self._configuration["DeadLetterConfig"]["TargetArn"].rpartition(":")[2]
        sqs = self.clients.sqs
        url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
        name = "ApproximateNumberOfMessages"
        found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[name])["Attributes"]
        return found[name] == "0", f"{found[name]} in {queue}"

    @cached_property
    def _configuration(self) -> Any:
        return self.clients.awslambda.get_function_configuration(FunctionName=self.function)
