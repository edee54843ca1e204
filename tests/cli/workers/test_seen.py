"""Who works, as EC2, its group and Airflow say it, each a part."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from aeolus_cli.aws.auto_scaling import in_warm_pools
from aeolus_cli.errors import UserError
from aeolus_cli.target import Target
from aeolus_cli.workers import drain
from aeolus_cli.workers.listing import row
from aeolus_cli.workers.seen import WorkerSeen, workers
from aeolus_config.model import WorkerGroupConfig
from aeolus_tags import GROUP_TAG

LAUNCHED = datetime(2026, 3, 1, 12, tzinfo=UTC)
FILTER = {"Name": "tag:aeolus:environment", "Values": ["prod"]}
GROUPS = {
    name: WorkerGroupConfig(
        instance_types=("t4g.small",), max_size=4, queues=(name,), concurrency=concurrency
    )
    for name, concurrency in (("default", 8), ("heavy", 2))
}


class Pages:
    """A client whose operations have pages, and which remembers what they were asked for."""

    def __init__(self, *pages: dict[str, Any]) -> None:
        self.pages, self.asked = pages, dict[str, Any]()

    def get_paginator(self, operation: str) -> Pages:
        return self

    def paginate(self, **asked: Any) -> tuple[dict[str, Any], ...]:
        self.asked = asked
        return self.pages


def instance(number: int, group: str, **more: Any) -> dict[str, Any]:
    return {
        "InstanceId": f"i-{number}",
        "Placement": {"AvailabilityZone": "us-east-1a"},
        "LaunchTime": LAUNCHED + timedelta(minutes=number),
        "State": {"Name": "running"},
        "PrivateDnsName": f"ip-10-0-0-{number}.ec2.internal",
        "Tags": [{"Key": GROUP_TAG, "Value": group}],
        **more,
    }


def life(number: int, state: str = "InService", **more: Any) -> dict[str, Any]:
    return {"InstanceId": f"i-{number}", "LifecycleState": state, "HealthStatus": "HEALTHY", **more}


def seen(instances: list[dict[str, Any]], lives: list[dict[str, Any]]) -> list[WorkerSeen]:
    ec2 = Pages(*({"Reservations": [{"Instances": [each]}]} for each in instances))
    autoscaling = Pages(*({"AutoScalingInstances": [each]} for each in lives))
    found = workers(ec2, autoscaling, FILTER, GROUPS)
    assert FILTER in ec2.asked["Filters"]
    return found


def test_by_group_and_age_with_what_each_does() -> None:
    found = seen(
        [
            instance(3, "heavy", InstanceLifecycle="spot"),
            instance(2, "default"),
            instance(1, "default"),
        ],
        [life(1), life(2, ProtectedFromScaleIn=True), life(3, "Terminating:Wait"), life(9)],
    )
    running = ["ip-10-0-0-1.ec2.internal"] * 8 + ["ip-10-0-0-3", "ip-10-0-0-9", ""]
    assert [(each.instance, each.used(running), each.slots) for each in found] == [
        ("i-1", 8, 8),
        ("i-2", 0, 8),
        ("i-3", 1, 2),
    ]
    assert [(each.state, each.protected, each.spot) for each in found] == [
        ("InService", False, False),
        ("InService", True, False),
        ("Terminating:Wait", False, True),
    ]


def test_one_that_its_group_has_let_go_is_in_ec2s_state() -> None:
    [found] = seen([instance(1, "default", State={"Name": "shutting-down"})], [])
    assert (found.state, found.healthy) == ("shutting-down", False)


def test_one_of_a_warm_pool_is_listed_stopped_and_takes_nothing() -> None:
    [found] = seen([instance(1, "default", State={"Name": "stopped"})], [life(1, "Warmed:Stopped")])
    assert (found.warm, found.state) == (True, "Warmed:Stopped")
    assert row(found, 0, LAUNCHED)[-2:] == ("0 of 0", "warm")
    preparing = replace(found, state="Warmed:Pending:Wait")
    assert row(preparing, 0, LAUNCHED)[-1] == "warm, pending:wait"


def test_one_of_a_warm_pool_has_nothing_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Systems Manager reaches no stopped instance: the command would fail without a cure."""
    [warm] = seen([instance(1, "default", State={"Name": "stopped"})], [life(1, "Warmed:Stopped")])
    monkeypatch.setattr(drain, "workers_of", lambda _: [warm])
    with pytest.raises(UserError, match="i-1 waits in the warm pool of group default"):
        drain.chosen(cast(Target, None), "i-1")


def test_instances_of_warm_pools_are_known_among_all_of_groups() -> None:
    listed = [life(1, "Warmed:Stopped"), life(2), life(3, "Warmed:Pending:Wait")]
    pages = Pages(*({"AutoScalingInstances": [each]} for each in listed))
    assert in_warm_pools(cast(Any, pages)) == {"i-1", "i-3"}


def test_stopped_ones_are_asked_for_too() -> None:
    ec2 = Pages()
    workers(ec2, Pages(), FILTER, GROUPS)
    [states] = [
        each["Values"] for each in ec2.asked["Filters"] if each["Name"] == "instance-state-name"
    ]
    assert "stopped" in states
    assert "terminated" not in states


def test_a_group_that_the_file_has_no_more_is_shown_all_the_same() -> None:
    [found] = seen([instance(1, "old")], [life(1)])
    assert (found.group, found.slots) == ("old", 0)


def test_without_any_nobody_asks_the_groups() -> None:
    assert seen([], []) == []


def test_a_row_says_it_in_words() -> None:
    [found] = seen([instance(1, "default")], [life(1)])
    now = found.launched + timedelta(minutes=5)
    assert row(found, None, now)[3:] == ("5 min", "? of 8", "in service")
    ill = replace(found, healthy=False, protected=True, spot=True)
    assert row(ill, 3, now)[-2:] == ("3 of 8", "in service, not healthy, protected, Spot")
    assert row(replace(ill, state="Pending:Wait"), 0, now)[-1] == "pending:wait, protected, Spot"
