"""Workers go first, masters when none is left, and it is waited for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from aeolus_cli.hibernation.groups import Groups
from aeolus_tags import ENVIRONMENT_TAG, ROLE_TAG


class AutoScaling:
    """Groups by name, with their roles and instances; one that is to be empty loses one a look."""

    def __init__(self, **groups: tuple[str, list[str]]) -> None:
        self.groups = groups
        self.sizes = dict.fromkeys(groups, 2)
        self.protected: set[str] = set()
        self.log: list[str] = []
        self.pools: set[str] = set()

    def get_paginator(self, operation: str) -> AutoScaling:
        assert operation == "describe_auto_scaling_groups"
        return self

    def paginate(self, Filters: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        assert Filters == [{"Name": f"tag:{ENVIRONMENT_TAG}", "Values": ["prod"]}]
        for name, (role, instances) in self.groups.items():
            group = {
                "AutoScalingGroupName": name,
                "MaxSize": self.sizes[name],
                "Tags": [{"Key": "Name", "Value": name}, {"Key": ROLE_TAG, "Value": role}],
                "Instances": [
                    {
                        "InstanceId": each,
                        "LifecycleState": "InService",
                        "ProtectedFromScaleIn": each in self.protected,
                    }
                    for each in instances
                ],
                **({"WarmPoolConfiguration": {"MinSize": 1}} if name in self.pools else {}),
            }
            yield {"AutoScalingGroups": [group]}

    def update_auto_scaling_group(self, AutoScalingGroupName: str, **sizes: int) -> None:
        assert sizes == {"MinSize": 0, "MaxSize": 0, "DesiredCapacity": 0}
        self.sizes[AutoScalingGroupName] = 0
        self.log.append(AutoScalingGroupName)

    def set_instance_protection(
        self, AutoScalingGroupName: str, InstanceIds: list[str], ProtectedFromScaleIn: bool
    ) -> None:
        assert set(InstanceIds) <= set(self.groups[AutoScalingGroupName][1])
        assert not ProtectedFromScaleIn
        self.protected -= set(InstanceIds)

    def delete_warm_pool(self, AutoScalingGroupName: str, ForceDelete: bool) -> None:
        assert ForceDelete, "what is held there has no task to end"
        self.pools.remove(AutoScalingGroupName)
        self.log.append(f"{AutoScalingGroupName}'s pool")

    def pass_time(self, _seconds: float) -> None:
        for name, (_, instances) in self.groups.items():
            if not self.sizes[name] and instances and instances[-1] not in self.protected:
                self.log.append(f"{instances.pop()} ended")


def groups(autoscaling: AutoScaling, said: list[str]) -> Groups:
    return Groups(autoscaling, "prod", said.append, autoscaling.pass_time)


def test_masters_go_when_no_worker_is_left() -> None:
    said: list[str] = []
    autoscaling = AutoScaling(
        masters=("master", ["i-m1", "i-m2"]),
        default=("worker", ["i-w1"]),
        heavy=("worker", []),
    )
    groups(autoscaling, said).empty()
    assert autoscaling.log == [
        "default",
        "heavy",
        "i-w1 ended",
        "masters",
        "i-m2 ended",
        "i-m1 ended",
    ]
    assert said == [
        "waits for the end of i-w1",
        "waits for the end of i-m1, i-m2",
        "waits for the end of i-m1",
    ]


def test_who_is_still_protected_from_scale_in_goes_too() -> None:
    autoscaling = AutoScaling(default=("worker", ["i-w1", "i-w2"]))
    autoscaling.protected = {"i-w2"}
    groups(autoscaling, []).empty()
    assert autoscaling.log == ["default", "i-w2 ended", "i-w1 ended"]


def test_one_that_is_interrupted_says_how_to_go_on_or_back() -> None:
    said: list[str] = []
    autoscaling = AutoScaling(default=("worker", ["i-w1"]))

    def interrupt(_seconds: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Groups(autoscaling, "prod", said.append, interrupt).empty()
    assert said[-1] == "groups are at nobody: stop prod again, or deploy it as it was"


def test_a_single_node_goes_too() -> None:
    autoscaling = AutoScaling(node=("single_node", ["i-1"]))
    groups(autoscaling, []).empty()
    assert autoscaling.log == ["node", "i-1 ended"]


@pytest.mark.parametrize(
    ("size", "instances", "empty"), [(0, [], True), (2, [], False), (0, ["i-1"], False)]
)
def test_empty_is_one_with_nobody_and_room_for_nobody(
    size: int, instances: list[str], empty: bool
) -> None:
    autoscaling = AutoScaling(masters=("master", instances))
    autoscaling.sizes["masters"] = size
    assert groups(autoscaling, []).are_empty() is empty


def test_a_warm_pool_goes_first_or_it_would_be_filled_again() -> None:
    autoscaling = AutoScaling(default=("worker", []), heavy=("worker", []))
    autoscaling.sizes = dict.fromkeys(autoscaling.groups, 0)
    autoscaling.pools = {"heavy"}
    assert not groups(autoscaling, []).are_empty()
    groups(autoscaling, []).empty()
    assert autoscaling.log == ["default", "heavy's pool", "heavy"]
    assert groups(autoscaling, []).are_empty()
