"""Auto Scaling: instances come and go step by step, by the engine's decisions, where it runs."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.api.patches.autoscaling_pace import PATCH
from aeolus_sandbox.api.scaling import Book

WEB = {"AutoScalingGroupName": "web"}


@pytest.fixture
def engine(kept: Book) -> Book:
    """Return the book of an account in which the engine runs."""
    kept.present = True
    return kept


def _group(autoscaling: Any) -> dict[str, Any]:
    [group] = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]
    found: dict[str, Any] = group
    return found


def _instances(autoscaling: Any) -> list[str]:
    return [each["InstanceId"] for each in _group(autoscaling)["Instances"]]


def test_moto_launches_at_once_and_in_service(autoscaling: Any, engine: Book) -> None:
    autoscaling.set_desired_capacity(**WEB, DesiredCapacity=3)
    assert [each["LifecycleState"] for each in _group(autoscaling)["Instances"]] == [
        "InService"
    ] * 3


@pytest.mark.parametrize("desired", [0, 4])
def test_patched_the_capacity_is_noted_and_the_engine_left_to_reach_it(
    autoscaling: Any, engine: Book, desired: int
) -> None:
    with PATCH.applied():
        autoscaling.set_desired_capacity(**WEB, DesiredCapacity=desired)
        assert (_group(autoscaling)["DesiredCapacity"], len(_instances(autoscaling))) == (
            desired,
            2,
        )


def test_patched_moto_goes_on_where_no_engine_runs(autoscaling: Any) -> None:
    with PATCH.applied():
        autoscaling.set_desired_capacity(**WEB, DesiredCapacity=3)
        first = _instances(autoscaling)[0]
        autoscaling.terminate_instance_in_auto_scaling_group(
            InstanceId=first, ShouldDecrementDesiredCapacity=True
        )
        assert first not in _instances(autoscaling)
    assert len(_instances(autoscaling)) == 2


def test_patched_limits_move_desired_capacity_only_as_far_as_they_must(
    autoscaling: Any, engine: Book
) -> None:
    with PATCH.applied():
        autoscaling.update_auto_scaling_group(**WEB, MinSize=3, MaxSize=4)
        assert _group(autoscaling)["DesiredCapacity"] == 3
        autoscaling.update_auto_scaling_group(**WEB, MinSize=1, MaxSize=4)
        assert _group(autoscaling)["DesiredCapacity"] == 3


def test_patched_who_is_gone_is_still_the_groups(
    client: Any, autoscaling: Any, engine: Book
) -> None:
    before = _instances(autoscaling)
    with PATCH.applied():
        client("ec2").terminate_instances(InstanceIds=before[:1])
        assert _instances(autoscaling) == before


@pytest.mark.parametrize(("decrement", "desired"), [(True, 1), (False, 2)])
def test_patched_who_is_told_to_leave_has_an_order(
    autoscaling: Any, engine: Book, decrement: bool, desired: int
) -> None:
    first = _instances(autoscaling)[0]
    with PATCH.applied():
        autoscaling.terminate_instance_in_auto_scaling_group(
            InstanceId=first, ShouldDecrementDesiredCapacity=decrement
        )
        assert _group(autoscaling)["DesiredCapacity"] == desired
        assert first in _instances(autoscaling)
    assert "user request" in (engine.records[first].order or "")


def test_patched_an_unknown_instance_cannot_be_told(autoscaling: Any, engine: Book) -> None:
    unknown = {"InstanceId": "i-0123456789abcdef0", "ShouldDecrementDesiredCapacity": False}
    with (
        PATCH.applied(),
        pytest.raises(autoscaling.exceptions.ClientError, match="No managed instance found"),
    ):
        autoscaling.terminate_instance_in_auto_scaling_group(**unknown)


def test_patched_who_comes_back_is_pending(autoscaling: Any, engine: Book) -> None:
    first = _instances(autoscaling)[0]
    with PATCH.applied():
        autoscaling.detach_instances(
            **WEB, InstanceIds=[first], ShouldDecrementDesiredCapacity=True
        )
        assert engine.detached == {first: "web"}
        autoscaling.attach_instances(**WEB, InstanceIds=[first])
        group = _group(autoscaling)
    states = {each["InstanceId"]: each["LifecycleState"] for each in group["Instances"]}
    assert states[first] == "Pending"
    assert group["DesiredCapacity"] == 2


def test_patched_an_instance_names_the_version_it_was_launched_from(
    client: Any, autoscaling: Any, engine: Book
) -> None:
    template = _group(autoscaling)["LaunchTemplate"]
    first = _instances(autoscaling)[0]
    engine.record(first).launched_from = {**template, "Version": "7"}
    with PATCH.applied():
        versions = {
            each["InstanceId"]: each["LaunchTemplate"]["Version"]
            for each in _group(autoscaling)["Instances"]
        }
    assert versions[first] == "7"
