"""A call that was done is not done again because its caller has not heard of it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

import pytest
from werkzeug.test import Client

from aeolus_sandbox.api.repetitions import Repetitions


class Counter:
    """An application that counts how often it was asked, and answers with that."""

    def __init__(self, *statuses: str) -> None:
        self.asked, self.statuses = 0, list(statuses)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.asked += 1
        status = self.statuses.pop(0) if self.statuses else "200 OK"
        start_response(status, [("Content-Type", "text/plain")])
        return [b"answer ", str(self.asked).encode()]


def ask(client: Client, attempt: int, call: str = "a", method: str = "POST") -> str:
    headers = {"amz-sdk-invocation-id": call, "amz-sdk-request": f"attempt={attempt}; max=25"}
    return client.open("/", method=method, headers=headers).text


def test_the_second_attempt_is_answered_as_the_first(caplog: pytest.LogCaptureFixture) -> None:
    client = Client(Repetitions(Counter(), clock=iter([1.0, 1.5, 4.5]).__next__))
    assert ask(client, 1) == "answer 1"
    with caplog.at_level(logging.WARNING):
        assert ask(client, 2) == "answer 1"
    assert caplog.messages == [
        "attempt=2; max=25 of call a: answered again as 3.0 s ago, which took 0.50 s"
    ]


def test_another_call_is_another_matter() -> None:
    client = Client(Repetitions(Counter()))
    assert [ask(client, 1, "a"), ask(client, 2, "b")] == ["answer 1", "answer 2"]


def test_what_was_refused_is_tried_again() -> None:
    client = Client(Repetitions(Counter("503 Slow Down", "400 Bad Request")))
    answers = [ask(client, attempt) for attempt in (1, 2, 3)]
    assert answers == ["answer 1", "answer 2", "answer 3"]


def test_who_looks_sees_what_is_there_now() -> None:
    client = Client(Repetitions(Counter()))
    assert [ask(client, each, method="GET") for each in (1, 2)] == ["answer 1", "answer 2"]


def test_a_caller_without_an_id_is_served() -> None:
    client = Client(Repetitions(Counter()))
    assert [client.post("/").text for _ in range(2)] == ["answer 1", "answer 2"]


def test_old_answers_are_forgotten() -> None:
    client = Client(Repetitions(Counter()))
    for number in range(1001):
        ask(client, 1, str(number))
    assert ask(client, 2, "0") == "answer 1002"
    assert ask(client, 2, "1000") == "answer 1001"
