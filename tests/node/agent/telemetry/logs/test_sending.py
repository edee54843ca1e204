"""Batches get into CloudWatch Logs, whatever befalls it, or it is said why not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from aeolus_agent.telemetry.logs.batching import Event
from aeolus_agent.telemetry.logs.sending import Sender

BATCH = [Event(1, "a"), Event(2, "b")]
OUTAGE = EndpointConnectionError(endpoint_url="https://logs.test")


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "said AWS"}}, "PutLogEvents")


@dataclass
class ToyLogs:
    """CloudWatch Logs with groups; each call first fails as `faults` says."""

    groups: set[str] = field(default_factory=lambda: {"/aeolus/test/worker"})
    streams: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)
    faults: list[Exception] = field(default_factory=list)
    rejected: dict[str, int] = field(default_factory=dict)

    def put_log_events(self, **request: Any) -> dict[str, Any]:
        """Keep them."""
        if self.faults:
            raise self.faults.pop(0)
        stream = (request["logGroupName"], request["logStreamName"])
        if stream not in self.streams:
            raise refused("ResourceNotFoundException")
        self.streams[stream] += request["logEvents"]
        return {"rejectedLogEventsInfo": self.rejected} if self.rejected else {}

    def create_log_stream(self, **request: Any) -> None:
        """Make it."""
        if request["logGroupName"] not in self.groups:
            raise refused("ResourceNotFoundException")
        stream = (request["logGroupName"], request["logStreamName"])
        if stream in self.streams:
            raise refused("ResourceAlreadyExistsException")
        self.streams[stream] = []


@dataclass
class Told:
    """What was said, and how long was waited."""

    lines: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


def sender(logs: ToyLogs, told: Told) -> Sender:
    return Sender(
        logs,
        log_group="/aeolus/test",
        stream="i-1",
        pause=told.waits.append,
        say=told.lines.append,
    )


def messages(logs: ToyLogs) -> list[str]:
    return [each["message"] for each in logs.streams["/aeolus/test/worker", "i-1"]]


def test_the_first_batch_makes_the_stream_of_the_instance() -> None:
    logs, told = ToyLogs(), Told()
    sending = sender(logs, told)
    sending.send("worker", BATCH)
    sending.send("worker", [Event(3, "c")])
    assert logs.streams == {
        ("/aeolus/test/worker", "i-1"): [
            {"timestamp": 1, "message": "a"},
            {"timestamp": 2, "message": "b"},
            {"timestamp": 3, "message": "c"},
        ]
    }
    assert told == Told()


@pytest.mark.parametrize(
    "fault",
    [
        OUTAGE,
        refused("ThrottlingException"),
        refused("ServiceUnavailableException"),
        refused("AccessDeniedException"),
    ],
)
def test_what_may_pass_is_tried_again_and_said_once(fault: Exception) -> None:
    logs, told = ToyLogs(faults=[fault] * 3), Told()
    sender(logs, told).send("worker", BATCH)
    assert messages(logs) == ["a", "b"]
    assert told.waits == [1, 2, 4]
    assert len(told.lines) == 2
    assert "cannot ship logs, and try again until it works" in told.lines[0]
    assert told.lines[1] == "can ship logs again"


def test_the_pauses_grow_to_a_minute() -> None:
    logs, told = ToyLogs(faults=[OUTAGE] * 9), Told()
    sender(logs, told).send("worker", BATCH)
    assert told.waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_after_each_outage_it_starts_anew() -> None:
    logs, told = ToyLogs(faults=[OUTAGE, OUTAGE]), Told()
    sending = sender(logs, told)
    sending.send("worker", BATCH)
    logs.faults = [OUTAGE]
    sending.send("worker", BATCH)
    assert told.waits == [1, 2, 1]


def test_a_group_that_is_gone_holds_nothing_back() -> None:
    logs, told = ToyLogs(groups=set()), Told()
    sender(logs, told).send("worker", BATCH)
    assert (logs.streams, told.waits) == ({}, [])
    assert "2 lines of worker are in the journal alone" in told.lines[0]


def test_a_batch_that_is_not_right_holds_nothing_back() -> None:
    logs, told = ToyLogs(faults=[refused("InvalidParameterException")]), Told()
    sender(logs, told).send("worker", BATCH)
    assert told.waits == []
    assert "said AWS" in told.lines[0]


def test_a_stream_that_another_made_meanwhile_is_used() -> None:
    logs, told = ToyLogs(faults=[refused("ResourceNotFoundException")]), Told()
    logs.streams["/aeolus/test/worker", "i-1"] = []
    sender(logs, told).send("worker", BATCH)
    assert messages(logs) == ["a", "b"]


def test_what_cloudwatch_leaves_out_is_said() -> None:
    logs, told = ToyLogs(rejected={"tooOldLogEventEndIndex": 1}), Told()
    sender(logs, told).send("worker", BATCH)
    assert "too old or to come: {'tooOldLogEventEndIndex': 1}" in told.lines[0]
