"""Asynchronous invocations: retried, and at last told to whom it concerns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from moto import mock_aws

from aeolus_sandbox.api.functions import deliveries
from aeolus_sandbox.api.functions.deliveries import deliver, pace
from aeolus_sandbox.api.functions.slots import Throttled
from support import aws

ARN = "arn:aws:lambda:eu-central-1:123456789012:function:greet"
QUEUE = "arn:aws:sqs:eu-central-1:123456789012:{}"
FAILED, DONE = ('{"errorMessage": "no"}', True, ""), ('"done"', False, "")


class Function:
    """A function of moto's whose invocations come out as they are told to."""

    function_name, function_arn, version = "greet", ARN, "$LATEST"

    def __init__(self, *outcomes: Any, **more: Any) -> None:
        self.outcomes, self.events = list(outcomes), []  # type: list[Any], list[Any]
        self.event_invoke_config = [SimpleNamespace(config=more.pop("config", {}))]
        self.dead_letter_config = more.pop("dead_letter_config", None)

    def _invoke_lambda(self, event: Any) -> Any:
        self.events.append(event)
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Collect for how long it is waited, in an account with the queues `dead` and `told`."""
    waited: list[float] = []
    monkeypatch.setattr(pace, "wait", waited.append)
    with mock_aws():
        for name in ("dead", "told"):
            sqs().create_queue(QueueName=name)
        yield waited


def sqs() -> Any:
    """Return a client of queues."""
    return aws.client("sqs")


def messages(queue: str) -> list[Any]:
    """Return what is in a queue."""
    url = sqs().get_queue_url(QueueName=queue)["QueueUrl"]
    return [
        json.loads(one["Body"]) for one in sqs().receive_message(QueueUrl=url).get("Messages", [])
    ]


def invoke(monkeypatch: pytest.MonkeyPatch, function: Function, event: Any) -> None:
    """Deliver an event to a function, and wait until that is over."""
    backend = SimpleNamespace(get_function=lambda name, *qualifier: function)
    monkeypatch.setattr("moto.awslambda.utils.get_backend", lambda account, region: backend)
    deliver(ARN, event).join()


def test_what_succeeds_is_invoked_once(waits: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    function = Function(DONE)
    invoke(monkeypatch, function, {"id": 1})
    assert (function.events, waits) == ([{"id": 1}], [])


def test_what_fails_is_tried_after_one_and_two_minutes_more_and_then_dead(
    waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    dead = {"TargetArn": QUEUE.format("dead")}
    function = Function(FAILED, FAILED, FAILED, dead_letter_config=dead)
    invoke(monkeypatch, function, {"id": 1})
    assert (len(function.events), waits) == (3, [60.0, 120.0])
    assert messages("dead") == [{"id": 1}]


def test_a_second_attempt_may_succeed(waits: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    function = Function(FAILED, DONE, dead_letter_config={"TargetArn": QUEUE.format("dead")})
    invoke(monkeypatch, function, {})
    assert (len(function.events), messages("dead")) == (2, [])


def test_how_often_is_the_functions_own_choice_and_its_destination_is_told(
    waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"OnFailure": {"Destination": QUEUE.format("told")}}
    config = {"MaximumRetryAttempts": 0, "DestinationConfig": told}
    invoke(monkeypatch, Function(FAILED, config=config), {"id": 1})
    [message] = messages("told")
    assert message["requestPayload"] == {"id": 1}
    assert message["responsePayload"] == {"errorMessage": "no"}
    assert message["requestContext"]["condition"] == "RetriesExhausted"
    assert message["requestContext"]["approximateInvokeCount"] == 1


def test_a_destination_of_successes_is_told_of_those(
    waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"OnSuccess": {"Destination": QUEUE.format("told")}}
    invoke(monkeypatch, Function(DONE, config={"DestinationConfig": told}), {})
    assert [one["requestContext"]["condition"] for one in messages("told")] == ["Success"]


def test_what_is_throttled_waits_and_is_not_an_attempt(
    waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    function = Function(Throttled(), Throttled(), FAILED, DONE)
    invoke(monkeypatch, function, {})
    assert waits == [pace.throttled_s, pace.throttled_s, 60.0]


def test_what_is_throttled_too_long_is_given_up(
    waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"OnFailure": {"Destination": QUEUE.format("told")}}
    config = {"MaximumEventAgeInSeconds": -1, "DestinationConfig": told}
    invoke(monkeypatch, Function(Throttled(), config=config), {})
    assert [one["requestContext"]["condition"] for one in messages("told")] == ["EventAgeExceeded"]


def test_a_topic_can_be_told_too(waits: list[float]) -> None:
    sns = aws.client("sns")
    topic = sns.create_topic(Name="failures")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=QUEUE.format("told"))
    deliveries.send(topic, {"id": 1})
    [message] = messages("told")
    assert json.loads(message["Message"]) == {"id": 1}
