"""Schedules of EventBridge Scheduler call what they name, as whom they may."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.scheduler.models import scheduler_backends

from aeolus_sandbox.services.events import universal_target
from aeolus_sandbox.services.events.scheduled_calls import ScheduledCalls
from support.services import REGION, client_of
from support.set_clock import Clock

ACCOUNT = "123456789012"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/stops"
QUEUE = f"arn:aws:sqs:{REGION}:{ACCOUNT}:ticks"
STOP = "arn:aws:scheduler:::aws-sdk:rds:stopDBInstance"


@pytest.fixture
def said() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def calls(
    clock: Clock, said: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> Iterator[ScheduledCalls]:
    """The schedules of an account with a queue and a database."""

    def client_as(service: str, url: str, region: str, credentials: Any) -> Any:
        assert credentials.session_token
        return boto3.client(service, region)  # type: ignore[call-overload]

    monkeypatch.setattr(universal_target, "client_as", client_as)
    with mock_aws():
        client_of("sqs").create_queue(QueueName="ticks")
        client_of("rds").create_db_instance(
            DBInstanceIdentifier="shop", DBInstanceClass="db.t4g.micro", Engine="postgres"
        )
        world: Any = SimpleNamespace(
            account_id=ACCOUNT,
            region=REGION,
            url="",
            backend=lambda service: scheduler_backends[ACCOUNT][REGION],
            say=lambda event, **facts: said.append({"event": event, **facts}),
        )
        yield ScheduledCalls(world, clock)


def put(arn: str, given: object, name: str = "hourly", **more: Any) -> None:
    """Make a schedule; `more` is of it, or of its target."""
    of_it = {"ScheduleExpression": "rate(1 hour)", "State": "ENABLED"}
    of_it |= {
        key: more.pop(key) for key in list(more) if key in (*of_it, "ScheduleExpressionTimezone")
    }
    client_of("scheduler").create_schedule(
        Name=name,
        FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": arn, "RoleArn": ROLE, "Input": json.dumps(given), **more},
        **of_it,
    )


def status() -> str:
    found = client_of("rds").describe_db_instances()["DBInstances"][0]
    return str(found["DBInstanceStatus"])


def told() -> list[Any]:
    url = client_of("sqs").get_queue_url(QueueName="ticks")["QueueUrl"]
    found = client_of("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    return [json.loads(one["Body"]) for one in found.get("Messages", [])]


def later(calls: ScheduledCalls, clock: Clock, seconds: float) -> None:
    clock.now += timedelta(seconds=seconds)
    calls.reconcile()


def test_an_operation_is_called_with_its_own_spelling_when_it_is_due(
    calls: ScheduledCalls, clock: Clock
) -> None:
    put(STOP, {"DbInstanceIdentifier": "shop"})
    calls.reconcile()
    assert calls.period_s == 3600
    later(calls, clock, 3599)
    assert status() == "available"
    later(calls, clock, 1)
    assert status() == "stopped"


def test_what_the_api_refuses_is_told_and_tried_at_the_next_time(
    calls: ScheduledCalls, clock: Clock, said: list[dict[str, Any]]
) -> None:
    put(STOP, {"DbInstanceIdentifier": "shop"}, DeadLetterConfig={"Arn": QUEUE})
    client_of("rds").stop_db_instance(DBInstanceIdentifier="shop")
    calls.reconcile()
    later(calls, clock, 3600)
    [refused] = [each for each in said if each["event"] == "refused"]
    assert "InvalidDBInstanceState" in refused["error"]
    assert told() == [{"DbInstanceIdentifier": "shop"}]
    client_of("rds").start_db_instance(DBInstanceIdentifier="shop")
    later(calls, clock, 3600)
    assert status() == "stopped"


@pytest.mark.parametrize(
    ("arn", "given", "why"),
    [
        ("arn:aws:scheduler:::aws-sdk:rds:describeDBInstances", {}, "only reads"),
        ("arn:aws:scheduler:::aws-sdk:rds:stopDatabase", {}, "stopDatabase is none of"),
        (STOP, {"Identifier": "shop"}, "Identifier is none of DBInstanceIdentifier, "),
    ],
)
def test_what_there_is_not_is_told(
    calls: ScheduledCalls,
    clock: Clock,
    said: list[dict[str, Any]],
    arn: str,
    given: dict[str, str],
    why: str,
) -> None:
    put(arn, given)
    calls.reconcile()
    later(calls, clock, 3600)
    assert why in said[-1]["error"]


def test_a_queue_gets_the_input(calls: ScheduledCalls, clock: Clock) -> None:
    put(QUEUE, {"tick": 1})
    calls.reconcile()
    later(calls, clock, 3600)
    assert told() == [{"tick": 1}]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"State": "DISABLED"}, None),
        ({"ScheduleExpressionTimezone": "Europe/Berlin"}, "it is not in UTC"),
        ({"ScheduleExpression": "at(2026-11-23T12:30:00)"}, "is no schedule"),
    ],
)
def test_what_is_disabled_or_cannot_be_worked_out_does_not_run(
    calls: ScheduledCalls,
    clock: Clock,
    said: list[dict[str, Any]],
    more: dict[str, str],
    why: str | None,
) -> None:
    put(QUEUE, {}, **more)
    calls.reconcile()
    later(calls, clock, 7200)
    assert told() == []
    assert calls.period_s is None
    assert [each for each in said if why and why in each["reason"]] or why is None


def test_a_universal_target_is_known_in_every_partition() -> None:
    assert universal_target.universal(STOP.replace("aws:", "aws-cn:", 1))
    assert not universal_target.universal(QUEUE)
