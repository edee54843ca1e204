"""Lambda: dead-letter target, logging, tracing and key read back as configured."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.patches.lambda_configuration import PATCH
from support.greet import created

DEAD = {"TargetArn": "arn:aws:sqs:eu-central-1:123456789012:dead"}


def test_moto_forgets_where_failures_and_logs_go(client: Any) -> None:
    configuration = created(
        client, DeadLetterConfig=DEAD, LoggingConfig={"LogFormat": "JSON", "LogGroup": "/greet"}
    )
    assert not {"DeadLetterConfig", "LoggingConfig"} & configuration.keys()


def test_moto_never_changes_the_tracing(client: Any) -> None:
    created(client)
    changed = client("lambda").update_function_configuration(
        FunctionName="greet", TracingConfig={"Mode": "Active"}
    )
    assert changed["TracingConfig"] == {"Mode": "PassThrough"}


def test_patched_the_defaults_are_those_of_aws(client: Any) -> None:
    with PATCH.applied():
        configuration = created(client)
    assert configuration["LoggingConfig"] == {"LogFormat": "Text", "LogGroup": "/aws/lambda/greet"}
    assert "DeadLetterConfig" not in configuration


def test_patched_json_logs_have_levels(client: Any) -> None:
    with PATCH.applied():
        configuration = created(
            client, LoggingConfig={"LogFormat": "JSON", "LogGroup": "/greet"}, DeadLetterConfig=DEAD
        )
    assert configuration["LoggingConfig"] == {
        "LogFormat": "JSON",
        "LogGroup": "/greet",
        "ApplicationLogLevel": "INFO",
        "SystemLogLevel": "INFO",
    }
    assert configuration["DeadLetterConfig"] == DEAD


def test_patched_what_changes_later_reads_back(client: Any) -> None:
    with PATCH.applied():
        created(client, DeadLetterConfig=DEAD)
        changed = client("lambda").update_function_configuration(
            FunctionName="greet",
            TracingConfig={"Mode": "Active"},
            KMSKeyArn="arn:aws:kms:eu-central-1:123456789012:key/1",
            DeadLetterConfig={},
            Timeout=30,
        )
    assert changed["TracingConfig"] == {"Mode": "Active"}
    assert changed["KMSKeyArn"].endswith("key/1")
    assert changed["Timeout"] == 30
    assert "DeadLetterConfig" not in changed
