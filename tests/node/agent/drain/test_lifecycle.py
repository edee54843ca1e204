"""The hook is told as Auto Scaling wants it; what it refuses is a reason, not an error."""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from botocore.stub import Stubber

from aeolus_agent.drain.lifecycle import LifecycleHook

ASKED = {
    "AutoScalingGroupName": "aeolus-test-worker_default",
    "LifecycleHookName": "drain",
    "InstanceId": "i-1",
}


@pytest.fixture
def stubbed() -> Iterator[tuple[LifecycleHook, Stubber]]:
    client = boto3.client(
        "autoscaling", "us-east-1", aws_access_key_id="a", aws_secret_access_key="b"
    )
    with Stubber(client) as stub:
        yield LifecycleHook(client, "aeolus-test-worker_default", "drain", "i-1"), stub


def test_a_heartbeat_prolongs_it(stubbed: tuple[LifecycleHook, Stubber]) -> None:
    hook, stub = stubbed
    stub.add_response("record_lifecycle_action_heartbeat", {}, ASKED)
    assert hook.prolong() == ""


def test_it_lets_the_instance_go(stubbed: tuple[LifecycleHook, Stubber]) -> None:
    hook, stub = stubbed
    result = {"LifecycleActionResult": "CONTINUE"}
    stub.add_response("complete_lifecycle_action", {}, {**ASKED, **result})
    assert hook.complete() == ""


def test_what_it_refuses_is_told(stubbed: tuple[LifecycleHook, Stubber]) -> None:
    hook, stub = stubbed
    stub.add_client_error("complete_lifecycle_action", "ValidationError", "No active action")
    assert "No active action" in hook.complete()


def test_an_api_out_of_reach_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Away:
        def record_lifecycle_action_heartbeat(self, **_: str) -> None:
            raise EndpointConnectionError(endpoint_url="https://autoscaling")

    assert "autoscaling" in LifecycleHook(Away(), "g", "drain", "i-1").prolong()
