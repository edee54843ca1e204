"""A group gets more workers; fewer are for `drain`, which asks what they do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from aeolus_cli.errors import UserError
from aeolus_cli.workers.scale import enlarge, hold_until
from aeolus_scaling.hold import Hold

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
NAME = "aeolus-prod-worker_default"
UNTIL = datetime(2026, 12, 1, 18, tzinfo=UTC)
HELD = {"Key": "aeolus:hold", "Value": "2 2026-12-01T18:00:00+00:00"}
WHOSE = {"ResourceId": NAME, "ResourceType": "auto-scaling-group"}


class AutoScaling:
    """One group of two workers, which may have four."""

    def __init__(self, *names: str) -> None:
        self.names = names or (NAME,)
        self.filters: list[dict[str, Any]] = []
        self.tags: list[dict[str, Any]] = []
        self.done: list[tuple[str, dict[str, Any]]] = []

    def get_paginator(self, operation: str) -> AutoScaling:
        assert operation == "describe_auto_scaling_groups"
        return self

    def paginate(self, Filters: list[dict[str, Any]]) -> list[dict[str, Any]]:
        self.filters = Filters
        found = {"DesiredCapacity": 2, "MaxSize": 4, "Tags": self.tags}
        return [{"AutoScalingGroups": [{**found, "AutoScalingGroupName": n} for n in self.names]}]

    def set_desired_capacity(self, **given: Any) -> None:
        self.done.append(("set", given))

    def create_or_update_tags(self, Tags: list[dict[str, Any]]) -> None:
        self.done += [("tag", each) for each in Tags]

    def delete_tags(self, Tags: list[dict[str, Any]]) -> None:
        self.done += [("untag", each) for each in Tags]


@pytest.mark.parametrize("workers", [2, 3, 4])
def test_it_gets_as_many_as_are_wanted(workers: int) -> None:
    autoscaling = AutoScaling()
    assert enlarge(autoscaling, "prod", "default", workers, None) == (2, False)
    assert autoscaling.done == [("set", {"AutoScalingGroupName": NAME, "DesiredCapacity": workers})]
    assert autoscaling.filters == [
        {"Name": "tag:aeolus:environment", "Values": ["prod"]},
        {"Name": "tag:aeolus:group", "Values": ["default"]},
    ]


@pytest.mark.parametrize(
    ("workers", "said", "cure"),
    [
        (5, "default may have 4 workers, not 5", "raise workers.default.max_size and deploy"),
        (
            1,
            "default has 2 workers: Auto Scaling would end any 1 of them",
            "aeolus workers drain prod INSTANCE --fewer, for each that is to leave",
        ),
    ],
)
def test_what_it_may_not_be_is_refused_with_the_cure(workers: int, said: str, cure: str) -> None:
    autoscaling = AutoScaling()
    with pytest.raises(UserError) as error:
        enlarge(autoscaling, "prod", "default", workers, None)
    assert (error.value.message, error.value.cure) == (said, cure)
    assert autoscaling.done == []


def test_one_that_is_not_deployed_is_told() -> None:
    class Nothing(AutoScaling):
        def paginate(self, Filters: list[dict[str, Any]]) -> list[dict[str, Any]]:
            return [{"AutoScalingGroups": []}]

    with pytest.raises(UserError, match="prod has no Auto Scaling group of workers etl on AWS"):
        enlarge(Nothing(), "prod", "etl", 1, None)


def test_until_a_time_the_group_is_held_before_it_grows() -> None:
    autoscaling = AutoScaling()
    assert enlarge(autoscaling, "prod", "default", 4, Hold(4, UNTIL)) == (2, False)
    tag = {"Key": "aeolus:hold", "Value": "4 2026-12-01T18:00:00+00:00", "PropagateAtLaunch": False}
    assert autoscaling.done == [
        ("tag", {**tag, **WHOSE}),
        ("set", {"AutoScalingGroupName": NAME, "DesiredCapacity": 4}),
    ]


def test_fewer_until_a_time_are_a_minimum_and_end_nobody() -> None:
    autoscaling = AutoScaling()
    assert enlarge(autoscaling, "prod", "default", 1, Hold(1, UNTIL)) == (2, False)
    assert [what for what, _ in autoscaling.done] == ["tag"]


def test_without_a_time_a_hold_ends() -> None:
    autoscaling = AutoScaling()
    autoscaling.tags = [HELD]
    assert enlarge(autoscaling, "prod", "default", 3, None) == (2, True)
    assert autoscaling.done[1:] == [("untag", {"Key": "aeolus:hold", **WHOSE})]


def test_one_that_is_refused_leaves_the_hold_as_it_is() -> None:
    autoscaling = AutoScaling()
    autoscaling.tags = [HELD]
    for workers, hold in ((5, Hold(5, UNTIL)), (1, None)):
        with pytest.raises(UserError):
            enlarge(autoscaling, "prod", "default", workers, hold)
    assert autoscaling.done == []


def test_a_hold_of_nobody_is_refused_and_says_how_one_ends() -> None:
    with pytest.raises(UserError, match="a hold of 0 workers keeps nobody") as error:
        hold_until("18:00", 0, NOW)
    assert error.value.cure == "leave --until out: a hold that there is ends"
