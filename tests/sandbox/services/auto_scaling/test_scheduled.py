"""Scheduled actions come at their time, once or again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from support.scaling import WEB, Scaling

SOON = timedelta(minutes=10)


def put(region: Scaling, **more: Any) -> None:
    region.autoscaling.put_scheduled_update_group_action(
        **WEB, ScheduledActionName="morning", **more
    )
    region.settle()


def left(region: Scaling) -> list[Any]:
    answer = region.autoscaling.describe_scheduled_actions(**WEB)
    found: list[Any] = answer["ScheduledUpdateGroupActions"]
    return found


def test_one_comes_once_and_is_gone(region: Scaling) -> None:
    region.create(1)
    put(region, StartTime=datetime.fromtimestamp(region.now, UTC) + SOON, DesiredCapacity=3)
    assert len(region.serving()) == 1
    region.settle(SOON.total_seconds())
    assert len(region.serving()) == 3
    assert left(region) == []


def test_one_that_recurs_stays(region: Scaling) -> None:
    region.create(1)
    region.now = datetime(2027, 3, 1, 7, 30, tzinfo=UTC).timestamp()
    put(region, Recurrence="0 9 * * *", TimeZone="Europe/Berlin", MinSize=2, MaxSize=5)
    region.settle(29 * 60)
    assert len(region.serving()) == 1, "nine in Berlin is eight in UTC"
    region.settle(60)
    assert (len(region.serving()), region.group()["MaxSize"]) == (2, 5)
    region.autoscaling.update_auto_scaling_group(**WEB, MinSize=0, DesiredCapacity=0)
    region.settle(24 * 3600)
    assert len(region.serving()) == 2
    assert len(left(region)) == 1


def test_none_comes_while_that_is_suspended(region: Scaling) -> None:
    region.create(1)
    region.autoscaling.suspend_processes(**WEB, ScalingProcesses=["ScheduledActions"])
    put(region, StartTime=datetime.fromtimestamp(region.now, UTC) + SOON, DesiredCapacity=3)
    region.settle(SOON.total_seconds())
    assert len(region.serving()) == 1
