"""Asynchronous invocations: retried, and at last told to whom it concerns.

AWS Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation":
two more attempts, after one and two minutes; a throttled event waits, for six hours at most. Then
it goes to the dead-letter queue, and to the destination for failures.
"""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aeolus_sandbox.api.functions.slots import Throttled

_RETRIES = 2
_AGE_S = 6 * 3600


@dataclass
class Pace:
    """How long an event waits: so many seconds before its second attempt, twice as many then."""

    retry_s: float = 60.0
    throttled_s: float = 1.0
    wait: Callable[[float], None] = time.sleep


pace = Pace()


def deliver(function_arn: str, event: Any) -> threading.Thread:
    """Invoke a function asynchronously, as event sources do; return the thread that waits for it.

    Raises moto's UnknownFunctionException when there is no such function.
    """
    from moto.awslambda.utils import get_backend

    _, _, _, region, account_id, _, name, *qualifier = function_arn.split(":")
    function = get_backend(account_id, region).get_function(name, *qualifier)
    delivery = _Delivery(function, event, _config(function))
    thread = threading.Thread(target=delivery.attempt, name=f"invoke {name}", daemon=True)
    thread.start()
    return thread


def _config(function: Any) -> Mapping[str, Any]:
    configured = getattr(function, "event_invoke_config", None)
    found: Mapping[str, Any] = configured[-1].config if configured else {}
    return found


@dataclass
class _Delivery:
    """An event on its way to moto's function; `config` is the function's EventInvokeConfig."""

    function: Any
    event: Any
    config: Mapping[str, Any]
    attempts: int = 0

    def attempt(self) -> None:
        """Invoke until it succeeds, or no attempt is left."""
        retries = self.config.get("MaximumRetryAttempts", _RETRIES)
        deadline = time.monotonic() + self.config.get("MaximumEventAgeInSeconds", _AGE_S)
        while True:
            late = time.monotonic() > deadline
            try:
                payload, failed, _ = self.function._invoke_lambda(self.event)
            except Throttled:
                if late:
                    return self._give_up("EventAgeExceeded", "{}")
                pace.wait(pace.throttled_s)
                continue
            self.attempts += 1
            if not failed:
                return self._tell("OnSuccess", "Success", payload)
            if self.attempts > retries or late:
                return self._give_up("RetriesExhausted", payload)
            pace.wait(pace.retry_s * self.attempts)

    def _give_up(self, condition: str, payload: str) -> None:
        if target := (getattr(self.function, "dead_letter_config", None) or {}).get("TargetArn"):
            send(target, self.event)
        self._tell("OnFailure", condition, payload)

    def _tell(self, when: str, condition: str, payload: str) -> None:
        """Tell the destination what came of it.

        AWS Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations".
        """
        target = self.config.get("DestinationConfig", {}).get(when, {}).get("Destination")
        if not target:
            return
        context = {
            "requestId": str(uuid.uuid4()),
            "functionArn": f"{self.function.function_arn}:{self.function.version}",
            "condition": condition,
            "approximateInvokeCount": self.attempts,
        }
        told = {"version": "1.0", "requestContext": context, "requestPayload": self.event}
        send(target, {**told, "responsePayload": json.loads(payload)})


def send(arn: str, message: Any, group_id: str | None = None) -> None:
    """Send a message to a queue, a topic or a function; what is none of them gets nothing."""
    _, _, service, region, account_id, *rest = arn.split(":")
    if service == "lambda":
        deliver(arn, message)
    elif service == "sqs":
        from moto.sqs.models import sqs_backends

        queues = sqs_backends[account_id][region]
        queues.send_message(rest[-1], json.dumps(message), group_id=group_id)
    elif service == "sns":
        from moto.sns.models import sns_backends

        sns_backends[account_id][region].publish(json.dumps(message), arn=arn)
