"""Lambda: invoking a function runs its code."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api import functions
from aeolus_sandbox.api.patches.patch import Patch, Replacement, method


def _invoke_lambda(self: Any, event: Any = None) -> tuple[str, bool, str]:
    outcome = functions.run(self, {} if event is None else event)
    self.logs_backend.ensure_log_group(self.logs_group_name)
    self.save_logs(outcome.output)
    return outcome.payload, outcome.failed, outcome.output


def _as_aws_answers(original: Callable[..., Any]) -> Callable[..., Any]:
    def invoke(self: Any, body: str, request_headers: Any, response_headers: Any) -> Any:
        kind = request_headers.get("x-amz-invocation-type", "RequestResponse")
        if kind == "DryRun":
            return ""
        if kind == "Event":
            functions.deliver(self.function_arn, json.loads(body or "{}"))
            return ""
        payload = original(self, body or "{}", request_headers, response_headers)
        if "x-amz-function-error" in response_headers:
            response_headers["x-amz-function-error"] = "Unhandled"
        return payload

    return invoke


def _replacements() -> Sequence[Replacement]:
    from moto.awslambda.models import LambdaFunction

    return [
        method(LambdaFunction, "_invoke_lambda", _invoke_lambda),
        Replacement(LambdaFunction, "invoke", _as_aws_answers),
    ]


PATCH = Patch(
    name="lambda_runtime",
    aws="Invoke runs the handler with the function's environment, time-out and memory; "
    "an error it raises is Unhandled; an Event is queued",
    source="AWS Lambda API Reference, Invoke",
    moto="needs a Docker daemon, and waits for Events",
    replacements=_replacements,
)
