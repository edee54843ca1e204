"""Auto Scaling: a group's activities can be read."""

from __future__ import annotations

from typing import Any

from aeolus_sandbox.api.patches.autoscaling_activities import PATCH

WEB = {"AutoScalingGroupName": "web"}


def _rest(autoscaling: Any) -> str:
    [group] = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]
    first: str = group["Instances"][0]["InstanceId"]
    autoscaling.enter_standby(**WEB, InstanceIds=[first], ShouldDecrementDesiredCapacity=True)
    return first


def test_moto_keeps_none(autoscaling: Any) -> None:
    _rest(autoscaling)
    assert autoscaling.describe_scaling_activities(**WEB)["Activities"] == []


def test_patched_what_was_done_last_comes_first(autoscaling: Any) -> None:
    with PATCH.applied():
        first = _rest(autoscaling)
        autoscaling.exit_standby(**WEB, InstanceIds=[first])
        back, away = autoscaling.describe_scaling_activities(**WEB)["Activities"]
        assert first in back["Description"]
        assert "out of StandBy" in back["Description"]
        assert "moved to standby" in away["Cause"]
        assert {back["StatusCode"], away["StatusCode"]} == {"Successful"}
        asked = {"ActivityIds": [away["ActivityId"]]}
        [found] = autoscaling.describe_scaling_activities(**asked)["Activities"]
        assert found["ActivityId"] == away["ActivityId"]
        other = {"AutoScalingGroupName": "other"}
        assert autoscaling.describe_scaling_activities(**other)["Activities"] == []
