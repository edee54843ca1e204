"""Lambda: dead-letter target, logging, tracing and key read back as configured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _logging(function: Any, asked: dict[str, Any]) -> dict[str, Any]:
    defaults = {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{function.function_name}"}
    if asked.get("LogFormat") == "JSON":
        defaults |= {"ApplicationLogLevel": "INFO", "SystemLogLevel": "INFO"}
    return {**defaults, **asked}


def _take(function: Any, request: dict[str, Any]) -> None:
    if "LoggingConfig" in request:
        function.logging_config = _logging(function, request["LoggingConfig"] or {})
        function.logs_group_name = function.logging_config["LogGroup"]
    if "DeadLetterConfig" in request:
        function.dead_letter_config = request["DeadLetterConfig"]
    if "TracingConfig" in request:
        function.tracing_config = request["TracingConfig"]
    if "KMSKeyArn" in request:
        function.kms_key_arn = request["KMSKeyArn"]


def _on_creation(original: Callable[..., None]) -> Callable[..., None]:
    def init(self: Any, account_id: str, spec: dict[str, Any], *args: Any, **kw: Any) -> None:
        original(self, account_id, spec, *args, **kw)
        _take(self, {"LoggingConfig": None, "DeadLetterConfig": None, **spec})

    return init


def _on_change(original: Callable[..., Any]) -> Callable[..., Any]:
    def update_configuration(self: Any, config_updates: dict[str, Any]) -> Any:
        _take(self, config_updates)
        return original(self, config_updates)

    return update_configuration


def _telling(original: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    def get_configuration(self: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        configuration = original(self, *args, **kwargs)
        configuration["LoggingConfig"] = self.logging_config
        if (self.dead_letter_config or {}).get("TargetArn"):
            configuration["DeadLetterConfig"] = self.dead_letter_config
        return configuration

    return get_configuration


def _replacements() -> Sequence[Replacement]:
    from moto.awslambda.models import LambdaFunction

    return [
        Replacement(LambdaFunction, "__init__", _on_creation),
        Replacement(LambdaFunction, "update_configuration", _on_change),
        Replacement(LambdaFunction, "get_configuration", _telling),
    ]


PATCH = Patch(
    name="lambda_configuration",
    aws="DeadLetterConfig, LoggingConfig, TracingConfig and KMSKeyArn are kept and can be changed",
    source="AWS Lambda API Reference, FunctionConfiguration",
    moto="forgets the first two and never changes the others",
    replacements=_replacements,
)
