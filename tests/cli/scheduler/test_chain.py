"""Each link of the chain, and what breaks it."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import boto3
import pytest
from moto import mock_aws

from aeolus_cli.scheduler.chain import Chain, Link
from aeolus_cli.scheduler.lease import LeaseOf
from aeolus_lease.dynamodb import DynamoDbLease
from aeolus_lease.record import Candidate, Lease
from aeolus_lease.timings import Timings
from support.lease_table import TABLE, make_table

ARN = "arn:aws:lambda:us-east-1:123456789012:function:failover"


class Function:
    """The Lambda: `answers` is what it returns, or how it fails."""

    def __init__(self, queue_arn: str) -> None:
        self.queue_arn = queue_arn
        self.answers: dict[str, Any] = {"action": "leave", "reason": "i-1 renews"}
        self.fails = False

    def get_function_configuration(self, **_: Any) -> dict[str, Any]:
        return {"FunctionArn": ARN, "DeadLetterConfig": {"TargetArn": self.queue_arn}}

    def invoke(self, **_: Any) -> dict[str, Any]:
        answer: dict[str, Any] = {"Payload": io.BytesIO(json.dumps(self.answers).encode())}
        return answer | ({"FunctionError": "Unhandled"} if self.fails else {})


@dataclass
class Here:
    """An environment whose chain holds, until a test breaks a link."""

    chain: Chain
    store: DynamoDbLease
    clients: Any
    queue: str
    speaking: set[str]

    def broken(self) -> list[str]:
        """Return the names of the links that do not hold."""
        return [each.name for each in self.links() if not each.holds]

    def links(self) -> list[Link]:
        return list(self.chain.links())


@pytest.fixture
def here() -> Iterator[Here]:
    with mock_aws():
        clients = _clients()
        make_table(clients.dynamodb)
        store = DynamoDbLease(clients.dynamodb, TABLE, limit_s=5)
        held = Lease("i-1", 4)
        asyncio.run(store.move(None, held, mark=None))
        speaking, beats = {"i-1", "i-2"}, iter(range(1, 100))

        def speak() -> None:
            beat = next(beats)
            for node in speaking:
                said = Candidate(node, beat, healthy=True, said_at=store.wall())
                asyncio.run(store.beat(said))

        def pause(_seconds: float) -> None:
            if "i-1" in speaking:
                asyncio.run(store.renew(held))
            speak()

        speak()
        queue = clients.sqs.create_queue(QueueName="dead-letters")["QueueUrl"]
        clients.events.put_rule(Name="each-minute", ScheduleExpression="rate(1 minute)")
        clients.events.put_targets(Rule="each-minute", Targets=[{"Id": "1", "Arn": ARN}])
        clients.cloudwatch.put_metric_alarm(
            AlarmName="silent",
            AlarmActions=[ARN],
            ComparisonOperator="LessThanThreshold",
            EvaluationPeriods=1,
            MetricName="scheduler_heartbeat",
            Namespace="Aeolus/test",
            Period=60,
            Statistic="Sum",
            Threshold=1,
        )
        chain = Chain(LeaseOf("test", store), clients, "failover", Timings(), pause)
        yield Here(chain, store, clients, queue, speaking)


class _Clients:
    """Clients, the Lambda's of this file's making."""

    def __init__(self, **clients: Any) -> None:
        self.__dict__.update(clients)


def _clients() -> Any:
    made: Any = boto3.client
    named = {
        name: made(name, region_name="us-east-1")
        for name in ("dynamodb", "events", "cloudwatch", "sqs")
    }
    queue_arn = "arn:aws:sqs:us-east-1:123456789012:dead-letters"
    return _Clients(**named, awslambda=Function(queue_arn))


def test_a_chain_that_holds_says_what_was_seen_of_each_link(here: Here) -> None:
    assert [(each.name, each.seen) for each in here.links()] == [
        ("the lease can be read", TABLE),
        ("the lease is renewed", "i-1, epoch 4"),
        ("i-1 can schedule", "healthy"),
        ("i-2 can schedule", "healthy"),
        ("the function answers", "leave: i-1 renews"),
        ("events invoke it", "each-minute"),
        ("the alarm invokes it", "silent"),
        ("nothing that it failed on waits", "0 in dead-letters"),
    ]
    assert here.broken() == []


def test_a_holder_that_says_nothing_is_two_broken_links(here: Here) -> None:
    here.speaking.discard("i-1")
    assert here.broken() == ["the lease is renewed", "i-1 can schedule"]


def test_one_master_alone_has_nobody_to_stand_by(here: Here) -> None:
    client = here.clients.dynamodb
    client.delete_item(TableName=TABLE, Key={"of": {"S": "master"}, "name": {"S": "i-2"}})
    here.speaking.discard("i-2")
    assert here.broken() == ["another master stands by"]


def test_a_function_that_fails_is_told_with_its_error(here: Here) -> None:
    here.clients.awslambda.fails = True
    here.clients.awslambda.answers = {"errorMessage": "DynamoDB does not answer"}
    found = {each.name: each for each in here.links()}["the function answers"]
    assert (found.holds, found.seen) == (False, "DynamoDB does not answer")


def test_a_rule_that_somebody_disabled_is_named(here: Here) -> None:
    here.clients.events.disable_rule(Name="each-minute")
    found = {each.name: each for each in here.links()}["events invoke it"]
    assert (found.holds, found.seen) == (False, "disabled: each-minute")


def test_an_alarm_that_invokes_it_no_more_is_missed(here: Here) -> None:
    here.clients.cloudwatch.delete_alarms(AlarmNames=["silent"])
    assert here.broken() == ["the alarm invokes it"]


def test_an_event_that_it_failed_on_is_counted(here: Here) -> None:
    here.clients.sqs.send_message(QueueUrl=here.queue, MessageBody="{}")
    found = {each.name: each for each in here.links()}["nothing that it failed on waits"]
    assert (found.holds, found.seen) == (False, "1 in dead-letters")


def test_without_its_table_nothing_of_the_lease_is_tried(here: Here) -> None:
    here.clients.dynamodb.delete_table(TableName=TABLE)
    first, *_ = here.links()
    assert (first.name, first.holds) == ("the lease can be read", False)
