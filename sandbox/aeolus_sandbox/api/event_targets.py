"""Delivers an event to the targets of a rule, at least once to each.

Amazon EventBridge User Guide, "Amazon EventBridge targets".
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aeolus_sandbox.api.functions import deliveries

_log = logging.getLogger(__name__)
_SERVICES = ("lambda", "sqs", "sns")


@dataclass
class Delivering:
    """How events are delivered: AWS promises at least once, and now and then it is twice."""

    twice: bool = False


delivering = Delivering()


def deliver(rule: Any, event: Any, others: Callable[[dict[str, Any]], None]) -> None:
    """Deliver an event to every target of moto's rule; `others` delivers where we cannot.

    One that fails is told by its dead-letter queue if it has one, and the next ones get theirs.
    """
    for target in list(rule.targets):
        for _ in range(2 if delivering.twice else 1):
            try:
                _deliver(target, event, others)
            except Exception:
                _log.exception("rule %s: target %s", rule.name, target["Arn"])
                if queue := target.get("DeadLetterConfig", {}).get("Arn"):
                    deliveries.send(queue, told(target, event))


def _deliver(target: dict[str, Any], event: Any, others: Callable[[dict[str, Any]], None]) -> None:
    if target["Arn"].split(":")[2] not in _SERVICES:
        others(target)
        return
    group = target.get("SqsParameters", {}).get("MessageGroupId")
    deliveries.send(target["Arn"], told(target, event), group)


def told(target: dict[str, Any], event: Any) -> Any:
    """Return what a target is told of an event: its own input, a transformed one, or the event."""
    if "Input" in target:
        return json.loads(target["Input"])
    if path := target.get("InputPath"):
        return _at(path, as_aws_writes_it(event))
    if transformer := target.get("InputTransformer"):
        from moto.events.utils import EventTemplateParser

        return EventTemplateParser.parse(
            input_template=transformer.get("InputTemplate"),
            input_paths_map=transformer.get("InputPathsMap", {}),
            event=event,
        )
    return as_aws_writes_it(event)


def as_aws_writes_it(event: Any) -> Any:
    """Return the event with its time as AWS writes it, where moto counts seconds."""
    shown = {key: value for key, value in event.items() if key != "ingestion-time"}
    if isinstance(event.get("time"), int | float):
        moment = datetime.fromtimestamp(event["time"], UTC)
        shown["time"] = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return shown


def _at(path: str, event: Any) -> Any:
    from jsonpath_ng.ext import parser

    return parser.parse(path).find(event)[0].value
