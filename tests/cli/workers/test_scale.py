"""A group gets more workers; fewer are for `drain`, which asks what they do."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_cli.errors import UserError
from aeolus_cli.workers.scale import enlarge


class AutoScaling:
    """One group of two workers, which may have four."""

    def __init__(self, *names: str) -> None:
        self.names = names or ("aeolus-prod-worker_default",)
        self.filters: list[dict[str, Any]] = []
        self.set: list[dict[str, Any]] = []

    def describe_auto_scaling_groups(self, Filters: list[dict[str, Any]]) -> dict[str, Any]:
        self.filters = Filters
        found = {"DesiredCapacity": 2, "MaxSize": 4}
        return {"AutoScalingGroups": [{**found, "AutoScalingGroupName": n} for n in self.names]}

    def set_desired_capacity(self, **given: Any) -> None:
        self.set.append(given)


@pytest.mark.parametrize("workers", [2, 3, 4])
def test_it_gets_as_many_as_are_wanted(workers: int) -> None:
    autoscaling = AutoScaling()
    assert enlarge(autoscaling, "prod", "default", workers) == 2
    assert autoscaling.set == [
        {"AutoScalingGroupName": "aeolus-prod-worker_default", "DesiredCapacity": workers}
    ]
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
        enlarge(autoscaling, "prod", "default", workers)
    assert (error.value.message, error.value.cure) == (said, cure)
    assert autoscaling.set == []


def test_one_that_is_not_deployed_is_told() -> None:
    class Nothing(AutoScaling):
        def describe_auto_scaling_groups(self, Filters: list[dict[str, Any]]) -> dict[str, Any]:
            return {"AutoScalingGroups": []}

    with pytest.raises(UserError, match="prod has no Auto Scaling group of workers etl on AWS"):
        enlarge(Nothing(), "prod", "etl", 1)
