"""Rules that have a schedule fire."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from moto import mock_aws
from moto.events.models import events_backends

from aeolus_sandbox.api.patches.lambda_targets import PATCH
from aeolus_sandbox.services.events.schedules import Schedules
from support.services import REGION, client_of
from support.set_clock import Clock

QUEUE = f"arn:aws:sqs:{REGION}:123456789012:ticks"


@pytest.fixture
def schedules(clock: Clock) -> Iterator[Schedules]:
    """Return schedules of an account with a queue and a rule that fires each minute."""
    with mock_aws(), PATCH.applied():
        client_of("sqs").create_queue(QueueName="ticks")
        put_rule("rate(1 minute)")
        world: Any = SimpleNamespace(
            account_id="123456789012",
            region=REGION,
            backend=lambda service: events_backends["123456789012"][REGION],
            say=lambda *_, **facts: said.append(facts),
        )
        said: list[Any] = []
        world.said = said
        yield Schedules(world, clock)


def put_rule(expression: str, state: str = "ENABLED") -> None:
    """Make the rule `ticks`, or change it."""
    events = client_of("events")
    events.put_rule(Name="ticks", ScheduleExpression=expression, State=state)
    events.put_targets(Rule="ticks", Targets=[{"Id": "queue", "Arn": QUEUE}])


def ticks() -> list[Any]:
    """Return the events that have come."""
    url = client_of("sqs").get_queue_url(QueueName="ticks")["QueueUrl"]
    found = client_of("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    return [json.loads(one["Body"]) for one in found.get("Messages", [])]


def later(schedules: Schedules, clock: Clock, seconds: float) -> None:
    """Let time pass."""
    clock.now += timedelta(seconds=seconds)
    schedules.reconcile()


def test_it_fires_when_it_is_due_and_not_before(schedules: Schedules, clock: Clock) -> None:
    schedules.reconcile()
    assert schedules.period_s == 60
    later(schedules, clock, 59)
    assert ticks() == []
    later(schedules, clock, 1)
    [event] = ticks()
    assert (event["source"], event["detail-type"]) == ("aws.events", "Scheduled Event")
    assert event["time"] == "2026-11-23T12:01:30Z"
    assert event["account"] == "123456789012"
    assert event["resources"] == [f"arn:aws:events:{REGION}:123456789012:rule/ticks"]
    later(schedules, clock, 59)
    assert ticks() == []
    later(schedules, clock, 1)
    assert len(ticks()) == 1


def test_what_was_missed_fires_once(schedules: Schedules, clock: Clock) -> None:
    schedules.reconcile()
    later(schedules, clock, 600)
    assert len(ticks()) == 1


def test_one_that_is_disabled_does_not_fire(schedules: Schedules, clock: Clock) -> None:
    schedules.reconcile()
    put_rule("rate(1 minute)", "DISABLED")
    later(schedules, clock, 120)
    assert ticks() == []
    assert schedules.period_s is None


def test_one_that_is_changed_is_due_by_its_new_schedule(schedules: Schedules, clock: Clock) -> None:
    schedules.reconcile()
    put_rule("rate(1 hour)")
    later(schedules, clock, 61)
    assert ticks() == []
    later(schedules, clock, 3600)
    assert len(ticks()) == 1


def test_one_that_cannot_be_worked_out_is_told_and_keeps_none_from_firing(
    schedules: Schedules, clock: Clock
) -> None:
    client_of("events").put_rule(Name="odd", ScheduleExpression="cron(0 8 3W * ? *)")
    schedules.reconcile()
    said = schedules._world.said  # type: ignore[attr-defined]
    assert "W does not run here" in said[0]["reason"]
    later(schedules, clock, 60)
    assert len(ticks()) == 1
