"""Lambda: invoking a function runs its code."""

from __future__ import annotations

import importlib
import io
import json
import threading
import zipfile
from typing import Any

import pytest

from aeolus_sandbox.api.patches.lambda_runtime import PATCH

CODE = """
import os
def handler(event, context):
    print("was here")
    if event.get("fail"):
        raise ValueError("no such order")
    return {"event": event, "table": os.environ["TABLE"]}
"""


@pytest.fixture
def function(client: Any) -> Any:
    client("iam").create_role(RoleName="function", AssumeRolePolicyDocument="{}")
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("greet.py", CODE)
    functions = client("lambda")
    functions.create_function(
        FunctionName="greet",
        Runtime="python3.11",
        Handler="greet.handler",
        Role="arn:aws:iam::123456789012:role/function",
        Code={"ZipFile": code.getvalue()},
        Environment={"Variables": {"TABLE": "basket"}},
    )
    return functions


def _logged(client: Any) -> list[str]:
    groups = client("logs").describe_log_groups()["logGroups"]
    return [
        event["message"]
        for group in groups
        for event in client("logs").filter_log_events(logGroupName=group["logGroupName"])["events"]
    ]


def test_moto_needs_docker(function: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise importlib.import_module("docker.errors").DockerException("no daemon")

    monkeypatch.setattr("docker.from_env", refuse)
    # It would ask the daemon for an address by curl.
    monkeypatch.setattr("moto.settings.moto_server_host", lambda: "http://127.0.0.1")
    answer = function.invoke(FunctionName="greet", Payload=b"{}")
    assert answer.get("FunctionError")
    assert answer["Payload"].read() == b"error running docker: no daemon"


def test_patched_the_handler_answers_and_its_output_is_logged(function: Any, client: Any) -> None:
    with PATCH.applied():
        answer = function.invoke(FunctionName="greet", Payload=b'{"order": 1}')
    assert json.loads(answer["Payload"].read()) == {"event": {"order": 1}, "table": "basket"}
    assert "FunctionError" not in answer
    assert _logged(client) == ["was here"]


def test_patched_a_raised_error_is_unhandled_and_told(function: Any) -> None:
    with PATCH.applied():
        answer = function.invoke(FunctionName="greet", Payload=b'{"fail": true}')
    assert answer["FunctionError"] == "Unhandled"
    error = json.loads(answer["Payload"].read())
    assert (error["errorType"], error["errorMessage"]) == ("ValueError", "no such order")


def test_patched_an_event_is_taken_at_once_and_run_meanwhile(function: Any, client: Any) -> None:
    with PATCH.applied():
        answer = function.invoke(FunctionName="greet", InvocationType="Event", Payload=b"{}")
        for thread in threading.enumerate():
            if thread.name == "invoke greet":
                thread.join()
    assert answer["StatusCode"] == 202
    assert _logged(client) == ["was here"]


def test_patched_a_dry_run_runs_nothing(function: Any, client: Any) -> None:
    with PATCH.applied():
        answer = function.invoke(FunctionName="greet", InvocationType="DryRun", Payload=b"{}")
    assert answer["StatusCode"] == 204
    assert _logged(client) == []
