"""EventBridge and SNS: Lambda functions as targets."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from aeolus_sandbox.api import functions
from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _is_function(arn: str) -> bool:
    return arn.split(":")[2] == "lambda"


def _invoking_functions(original: Callable[..., None]) -> Callable[..., None]:
    def send_to_targets(self: Any, original_event: Any, transform_input: bool = True) -> None:
        from moto.events.models import Rule

        if self.scheduled_expression and not self.event_pattern.get_pattern():
            return  # a schedule alone is matched by no event
        functions_of_rule = [target for target in self.targets if _is_function(target["Arn"])]
        others = [target for target in self.targets if not _is_function(target["Arn"])]
        view = Rule.__new__(Rule)
        view.__dict__ = {**self.__dict__, "targets": others}
        original(view, original_event, transform_input)
        if self.state == "ENABLED" and self.event_pattern.matches_event(original_event):
            for target in functions_of_rule:
                functions.deliver(target["Arn"], _input(target, original_event))

    return send_to_targets


def _input(target: dict[str, Any], event: Any) -> Any:
    from moto.events.utils import EventTemplateParser

    if "Input" in target:
        return json.loads(target["Input"])
    transformer = target.get("InputTransformer", {})
    shown = EventTemplateParser.parse(
        input_template=transformer.get("InputTemplate"),
        input_paths_map=transformer.get("InputPathsMap", {}),
        event=event,
    )
    return _with_iso_time(shown)


def _with_iso_time(event: Any) -> Any:
    """Return the event with its time as AWS writes it, where moto counts seconds."""
    if isinstance(event, dict) and isinstance(event.get("time"), int | float):
        moment = datetime.fromtimestamp(event["time"], UTC)
        return {**event, "time": moment.strftime("%Y-%m-%dT%H:%M:%SZ")}
    return event


def notification(topic_arn: str, message: str, subject: str | None) -> dict[str, Any]:
    """Return the event a function gets for an SNS message (Lambda Developer Guide, SNS)."""
    sns: dict[str, Any] = {
        "Type": "Notification",
        "MessageId": str(uuid.uuid4()),
        "TopicArn": topic_arn,
        "Subject": subject,
        "Message": message,
        "Timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "MessageAttributes": {},
    }
    return {"Records": [{"EventSource": "aws:sns", "EventVersion": "1.0", "Sns": sns}]}


def _notifying_functions(original: Callable[..., None]) -> Callable[..., None]:
    def publish(
        self: Any,
        message: str,
        message_id: str,
        subject: str | None = None,
        message_attributes: dict[str, Any] | None = None,
        **rest: Any,
    ) -> None:
        if self.protocol != "lambda":
            original(self, message, message_id, subject, message_attributes, **rest)
            return
        wanted = self._filter_policy_matcher
        if wanted is None or wanted.matches(message_attributes, message):
            functions.deliver(self.endpoint, notification(self.topic.arn, message, subject))

    return publish


def _replacements() -> Sequence[Replacement]:
    from moto.events.models import Rule
    from moto.sns.models import Subscription

    return [
        Replacement(Rule, "send_to_targets", _invoking_functions),
        Replacement(Subscription, "publish", _notifying_functions),
    ]


PATCH = Patch(
    name="lambda_targets",
    aws="EventBridge and SNS invoke functions asynchronously, with the target's input or the event",
    source="AWS Lambda Developer Guide, Using Lambda with EventBridge, with Amazon SNS",
    moto="EventBridge cannot invoke a function; SNS waits for it and invents the topic",
    replacements=_replacements,
)
