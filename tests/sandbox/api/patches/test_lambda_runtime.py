"""Lambda: invoking a function runs its code."""

from __future__ import annotations

import importlib
import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api.patches.lambda_runtime import PATCH
from support.greet import created

CODE = """
import os
def handler(event, context):
    print("was here")
    for line in event.get("say", []):
        print(line)
    if event.get("fail"):
        raise ValueError("no such order")
    return {"event": event, "table": os.environ["TABLE"]}
"""


@pytest.fixture
def function(client: Any) -> Any:
    created(client, CODE, Environment={"Variables": {"TABLE": "basket"}})
    return client("lambda")


def _logged(client: Any) -> list[str]:
    """Return what functions have printed themselves."""
    groups = client("logs").describe_log_groups()["logGroups"]
    lines = [
        event["message"]
        for group in groups
        for event in client("logs").filter_log_events(logGroupName=group["logGroupName"])["events"]
    ]
    return [line for line in lines if line.split()[0] not in ("START", "END", "REPORT")]


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


def test_patched_a_function_without_a_slot_is_throttled(function: Any, client: Any) -> None:
    function.put_function_concurrency(FunctionName="greet", ReservedConcurrentExecutions=0)
    with PATCH.applied(), pytest.raises(ClientError, match="TooManyRequestsException") as refused:
        function.invoke(FunctionName="greet", Payload=b"{}")
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 429
    assert set(_sums(client)) == {"Throttles"}


def test_patched_invocations_and_errors_are_counted(function: Any, client: Any) -> None:
    with PATCH.applied():
        function.invoke(FunctionName="greet", Payload=b"{}")
        function.invoke(FunctionName="greet", Payload=b'{"fail": true}')
    sums = _sums(client)
    assert (sums["Invocations"], sums["Errors"]) == (2.0, 1.0)
    assert sums["Duration"] > 0


def _sums(client: Any) -> dict[str, float]:
    """Return the sum of each metric of the function in the last minutes."""
    cloudwatch, now = client("cloudwatch"), datetime.now(UTC)
    names = [
        one["MetricName"] for one in cloudwatch.list_metrics(Namespace="AWS/Lambda")["Metrics"]
    ]
    return {
        name: sum(
            point["Sum"]
            for point in cloudwatch.get_metric_statistics(
                Namespace="AWS/Lambda",
                MetricName=name,
                Dimensions=[{"Name": "FunctionName", "Value": "greet"}],
                StartTime=now - timedelta(minutes=5),
                EndTime=now + timedelta(minutes=5),
                Period=60,
                Statistics=["Sum"],
            )["Datapoints"]
        )
        for name in names
    }


EMBEDDED = {
    "_aws": {
        "Timestamp": 1,
        "CloudWatchMetrics": [
            {
                "Namespace": "Shop",
                "Dimensions": [[], ["Lane"]],
                "Metrics": [{"Name": "Sold", "Unit": "Count"}],
            }
        ],
    },
    "Lane": "3",
    "Sold": 2,
}


def test_patched_metrics_that_it_writes_into_its_log_are_kept(function: Any, client: Any) -> None:
    broken = ['{"_aws": {}}', '{"_aws": nonsense', json.dumps({**EMBEDDED, "Sold": "many"})]
    event = {"say": [json.dumps(EMBEDDED), *broken]}
    with PATCH.applied():
        function.invoke(FunctionName="greet", Payload=json.dumps(event))
    cloudwatch, now = client("cloudwatch"), datetime.now(UTC)
    kept = cloudwatch.list_metrics(Namespace="Shop")["Metrics"]
    lane = [{"Name": "Lane", "Value": "3"}]
    assert [each["Dimensions"] for each in kept] == [[], lane]
    [found] = cloudwatch.get_metric_statistics(
        Namespace="Shop",
        MetricName="Sold",
        Dimensions=lane,
        StartTime=now - timedelta(hours=1),
        EndTime=now + timedelta(hours=1),
        Period=7200,
        Statistics=["Sum"],
    )["Datapoints"]
    assert found["Sum"] == 2
