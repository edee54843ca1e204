"""Auto Scaling: a group that has instances is not deleted, or goes once they are gone."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.api.patches.autoscaling_deletion import PATCH
from aeolus_sandbox.api.scaling import Book

WEB = {"AutoScalingGroupName": "web"}


@pytest.fixture(autouse=True)
def engine(kept: Book) -> None:
    """Let the engine run."""
    kept.present = True


def _groups(autoscaling: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]
    return found


def test_moto_deletes_it_with_its_instances(autoscaling: Any) -> None:
    autoscaling.delete_auto_scaling_group(**WEB)
    assert _groups(autoscaling) == []


def test_patched_it_is_refused(autoscaling: Any) -> None:
    with PATCH.applied(), pytest.raises(autoscaling.exceptions.ResourceInUseFault):
        autoscaling.delete_auto_scaling_group(**WEB)
    assert len(_groups(autoscaling)[0]["Instances"]) == 2


def test_patched_by_force_it_is_there_until_they_are_gone(autoscaling: Any) -> None:
    with PATCH.applied():
        autoscaling.delete_auto_scaling_group(**WEB, ForceDelete=True)
        [group] = _groups(autoscaling)
    assert (group["Status"], len(group["Instances"])) == ("Delete in progress", 2)


def test_patched_an_empty_one_goes_at_once(autoscaling: Any) -> None:
    autoscaling.set_desired_capacity(**WEB, DesiredCapacity=0)
    with PATCH.applied():
        autoscaling.delete_auto_scaling_group(**WEB)
    assert _groups(autoscaling) == []


def _hook(autoscaling: Any) -> None:
    autoscaling.put_lifecycle_hook(
        **WEB,
        LifecycleHookName="drain",
        LifecycleTransition="autoscaling:EC2_INSTANCE_TERMINATING",
    )
    autoscaling.put_scaling_policy(
        **WEB, PolicyName="grow", AdjustmentType="ChangeInCapacity", ScalingAdjustment=1
    )
    autoscaling.put_scheduled_update_group_action(
        **WEB, ScheduledActionName="night", Recurrence="0 22 * * *", MinSize=0
    )


def _left(autoscaling: Any) -> tuple[int, int, int]:
    return (
        len(autoscaling.describe_lifecycle_hooks(**WEB)["LifecycleHooks"]),
        len(autoscaling.describe_policies(**WEB)["ScalingPolicies"]),
        len(autoscaling.describe_scheduled_actions(**WEB)["ScheduledUpdateGroupActions"]),
    )


def test_moto_leaves_what_was_of_the_group(autoscaling: Any) -> None:
    _hook(autoscaling)
    autoscaling.delete_auto_scaling_group(**WEB)
    assert _left(autoscaling) == (1, 1, 1)


def test_patched_it_goes_with_the_group(autoscaling: Any) -> None:
    _hook(autoscaling)
    autoscaling.set_desired_capacity(**WEB, DesiredCapacity=0)
    with PATCH.applied():
        autoscaling.delete_auto_scaling_group(**WEB)
    assert _left(autoscaling) == (0, 0, 0)
