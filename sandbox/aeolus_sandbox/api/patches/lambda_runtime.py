"""Lambda: invoking a function runs its code."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.functions import deliveries
from aeolus_sandbox.api.functions.metrics import count_invocation, count_throttle, keep_embedded
from aeolus_sandbox.api.functions.run import run
from aeolus_sandbox.api.functions.slots import Throttled, slot
from aeolus_sandbox.api.patches.patch import Patch, Replacement, method


def _invoke_lambda(self: Any, event: Any = None) -> tuple[str, bool, str]:
    try:
        with slot(self):
            outcome = run(self, {} if event is None else event)
    except Throttled:
        count_throttle(self)
        raise
    count_invocation(self, failed=outcome.failed, duration_ms=outcome.duration_ms)
    self.logs_backend.ensure_log_group(self.logs_group_name)
    self.save_logs(outcome.output)
    keep_embedded(self, outcome.output)
    return outcome.payload, outcome.failed, outcome.output


def _as_aws_answers(original: Callable[..., Any]) -> Callable[..., Any]:
    def invoke(self: Any, body: str, request_headers: Any, response_headers: Any) -> Any:
        kind = request_headers.get("x-amz-invocation-type", "RequestResponse")
        if kind == "DryRun":
            return ""
        if kind == "Event":
            deliveries.deliver(self.function_arn, json.loads(body or "{}"))
            return ""
        try:
            payload = original(self, body or "{}", request_headers, response_headers)
        except Throttled:
            raise _too_many() from None
        if "x-amz-function-error" in response_headers:
            response_headers["x-amz-function-error"] = "Unhandled"
        return payload

    return invoke


def _too_many() -> Exception:
    from moto.awslambda.exceptions import LambdaClientError

    error = LambdaClientError("TooManyRequestsException", "Rate Exceeded.")
    error.code = 429
    return error


def _replacements() -> Sequence[Replacement]:
    from moto.awslambda.models import LambdaFunction

    return [
        method(LambdaFunction, "_invoke_lambda", _invoke_lambda),
        Replacement(LambdaFunction, "invoke", _as_aws_answers),
    ]


PATCH = Patch(
    name="lambda_runtime",
    aws="Invoke runs the handler with the function's environment, time-out and memory, as often "
    "at once as it may; an error it raises is Unhandled; an Event is queued, and tried thrice; "
    "metrics embedded in its log are kept",
    source="AWS Lambda API Reference, Invoke",
    moto="needs a Docker daemon, and waits for Events",
    replacements=_replacements,
)
