"""Auto Scaling: a lifecycle action is completed, or prolonged by a heartbeat."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.api.patches.autoscaling_lifecycle_actions import PATCH
from aeolus_sandbox.api.scaling import Action, Book

WEB = {"AutoScalingGroupName": "web"}
HOOK = {**WEB, "LifecycleHookName": "prepare"}


@pytest.fixture
def instance(autoscaling: Any) -> str:
    """Return the group's instance."""
    [group] = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]
    found: str = group["Instances"][0]["InstanceId"]
    return found


@pytest.fixture
def waiting(kept: Book, instance: str) -> Action:
    """Return what holds the instance, since second 0; it is second 50."""
    kept.clock = lambda: 50.0
    action = Action("prepare", since=0.0, heartbeat=0.0)
    kept.record(instance).actions.append(action)
    return action


def test_moto_has_no_answer(autoscaling: Any, instance: str) -> None:
    with pytest.raises(NotImplementedError):
        autoscaling.complete_lifecycle_action(
            **HOOK, InstanceId=instance, LifecycleActionResult="CONTINUE"
        )
    with pytest.raises(NotImplementedError):
        autoscaling.record_lifecycle_action_heartbeat(**HOOK, InstanceId=instance)


@pytest.mark.parametrize("by_token", [True, False], ids=["token", "instance"])
@pytest.mark.parametrize("result", ["CONTINUE", "ABANDON"])
def test_patched_it_is_answered(
    autoscaling: Any, instance: str, waiting: Action, by_token: bool, result: str
) -> None:
    which = {"LifecycleActionToken": waiting.token} if by_token else {"InstanceId": instance}
    with PATCH.applied():
        autoscaling.complete_lifecycle_action(**HOOK, **which, LifecycleActionResult=result)
    assert waiting.answer == result


def test_patched_a_heartbeat_is_noted(autoscaling: Any, instance: str, waiting: Action) -> None:
    with PATCH.applied():
        autoscaling.record_lifecycle_action_heartbeat(**HOOK, InstanceId=instance)
    assert (waiting.since, waiting.heartbeat, waiting.answer) == (0.0, 50.0, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"LifecycleHookName": "other"},
        {"LifecycleActionToken": "00000000-0000-0000-0000-000000000000"},
        {"AutoScalingGroupName": "other"},
        {"LifecycleActionResult": "PERHAPS"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_patched_another_hook_token_group_or_result_is_refused(
    autoscaling: Any, instance: str, waiting: Action, wrong: dict[str, str]
) -> None:
    asked = {**HOOK, "InstanceId": instance, "LifecycleActionResult": "CONTINUE", **wrong}
    with (
        PATCH.applied(),
        pytest.raises(autoscaling.exceptions.ClientError, match="ValidationError"),
    ):
        autoscaling.complete_lifecycle_action(**asked)
    assert waiting.answer is None
