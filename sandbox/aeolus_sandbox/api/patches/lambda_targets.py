"""EventBridge and SNS: Lambda functions as targets."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from aeolus_sandbox.api import event_targets
from aeolus_sandbox.api.functions import deliveries
from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _delivering(original: Callable[..., None]) -> Callable[..., None]:
    def send_to_targets(self: Any, original_event: Any, transform_input: bool = True) -> None:
        scheduled = self.scheduled_expression and not self.event_pattern.get_pattern()
        if scheduled or self.state != "ENABLED":
            return  # a schedule alone is matched by no event
        if self.event_pattern.matches_event(original_event):
            event_targets.deliver(
                self,
                original_event,
                lambda target: original(_alone(self, target), original_event, transform_input),
            )

    return send_to_targets


def _alone(rule: Any, target: dict[str, Any]) -> Any:
    """Return moto's rule as if it had one target only."""
    view = copy.copy(rule)
    view.targets = [target]
    return view


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
            deliveries.deliver(self.endpoint, notification(self.topic.arn, message, subject))

    return publish


def _replacements() -> Sequence[Replacement]:
    from moto.events.models import Rule
    from moto.sns.models import Subscription

    return [
        Replacement(Rule, "send_to_targets", _delivering),
        Replacement(Subscription, "publish", _notifying_functions),
    ]


PATCH = Patch(
    name="lambda_targets",
    aws="EventBridge and SNS invoke functions asynchronously, with the target's input or the "
    "event, account and all; a target that fails keeps the event from no other",
    source="AWS Lambda Developer Guide, Using Lambda with EventBridge, with Amazon SNS",
    moto="EventBridge cannot invoke a function, drops the account and stops at the first failure; "
    "SNS waits for the function and invents the topic",
    replacements=_replacements,
)
