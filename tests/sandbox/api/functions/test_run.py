"""Lambda functions without Docker: what a function's process may do and see."""

from __future__ import annotations

import io
import json
import re
import zipfile
from types import SimpleNamespace
from typing import Any

import pytest

from aeolus_sandbox.api.functions.run import Outcome, run


def function(body: str, **more: Any) -> Any:
    """Return what moto keeps of a function whose handler has this body."""
    code = io.BytesIO()
    indented = "\n".join(f"    {line}" for line in body.splitlines())
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("app/main.py", f"def handler(event, context):\n{indented}\n")
    fields = {
        "function_name": "greet",
        "function_arn": "arn:aws:lambda:eu-central-1:123456789012:function:greet",
        "version": "$LATEST",
        "handler": "app/main.handler",
        "code_bytes": code.getvalue(),
        "environment_vars": {},
        "memory_size": 256,
        "timeout": 20,
        "region": "eu-central-1",
        "logs_group_name": "/aws/lambda/greet",
    }
    return SimpleNamespace(**{**fields, **more})


def answer(outcome: Outcome) -> Any:
    return json.loads(outcome.payload)


def test_the_handler_gets_the_event_and_its_result_comes_back() -> None:
    outcome = run(function("return {'twice': event['n'] * 2}"), {"n": 21})
    assert (answer(outcome), outcome.failed) == ({"twice": 42}, False)


def test_what_it_prints_is_its_log_not_its_result() -> None:
    outcome = run(function("print('working')\nreturn 'done'"), {})
    assert answer(outcome) == "done"
    start, printed, end, report = outcome.output.splitlines()
    assert printed == "working"
    request = start.split()[2]
    assert (start, end) == (
        f"START RequestId: {request} Version: $LATEST",
        f"END RequestId: {request}",
    )
    assert re.fullmatch(
        rf"REPORT RequestId: {request}\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms"
        r"\tMemory Size: 256 MB",
        report,
    )


def test_it_sees_its_own_variables_and_nothing_of_the_servers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SECRET_OF_THE_SERVER", "x")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    body = "import os\nreturn dict(os.environ)"
    seen = answer(run(function(body, environment_vars={"TABLE": "basket"}), {}))
    assert "SECRET_OF_THE_SERVER" not in seen
    assert seen["TABLE"] == "basket"
    assert seen["AWS_REGION"] == "eu-central-1"
    assert seen["AWS_ENDPOINT_URL"] == "http://127.0.0.1:1"
    assert seen["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] == "256"


def test_the_context_tells_name_request_and_time_left() -> None:
    body = (
        "return [context.function_name, context.memory_limit_in_mb,"
        " len(context.aws_request_id), context.get_remaining_time_in_millis() > 0]"
    )
    assert answer(run(function(body), {})) == ["greet", 256, 36, True]


def test_too_long_a_run_is_ended_and_says_so() -> None:
    # Its interpreter starts within the same time, which a busy machine takes a second for.
    body = "import time\nprint('begun', flush=True)\ntime.sleep(600)"
    outcome = run(function(body, timeout=5), {})
    assert outcome.failed
    assert "timed out after 5.00 seconds" in answer(outcome)["errorMessage"]
    assert "begun" in outcome.output


def test_too_much_memory_is_refused() -> None:
    outcome = run(function("return len(bytearray(512 * 2**20))"), {})
    assert outcome.failed
    assert answer(outcome)["errorType"] == "MemoryError"


def test_a_process_that_ends_itself_is_an_error() -> None:
    outcome = run(function("import os\nos._exit(3)"), {})
    assert outcome.failed
    assert answer(outcome)["errorType"] == "Runtime.ExitError"


@pytest.mark.parametrize("handler", ["app/main.missing", "nowhere.handler", "handler"])
def test_a_handler_that_is_not_there_is_an_error(handler: str) -> None:
    outcome = run(function("return 1", handler=handler), {})
    assert outcome.failed
    assert "errorMessage" in answer(outcome)


def test_a_result_that_is_not_json_is_an_error() -> None:
    outcome = run(function("return object()"), {})
    assert (outcome.failed, answer(outcome)["errorType"]) == (True, "TypeError")
