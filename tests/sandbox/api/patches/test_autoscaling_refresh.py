"""Auto Scaling: an instance refresh replaces a group's instances."""

from __future__ import annotations

from typing import Any

import pytest

from aeolus_sandbox.api.patches.autoscaling_refresh import PATCH

GROUP = {"AutoScalingGroupName": "web"}


def _instances(autoscaling: Any) -> set[str]:
    (group,) = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]
    return {each["InstanceId"] for each in group["Instances"]}


def test_moto_has_no_refresh(autoscaling: Any) -> None:
    with pytest.raises(NotImplementedError):
        autoscaling.start_instance_refresh(**GROUP)


def test_patched_every_instance_is_another(autoscaling: Any) -> None:
    before = _instances(autoscaling)
    with PATCH.applied():
        autoscaling.start_instance_refresh(**GROUP)
        after = _instances(autoscaling)
    assert len(after) == 2
    assert not before & after


def test_patched_an_instance_protected_from_scale_in_stays(autoscaling: Any) -> None:
    kept = min(_instances(autoscaling))
    autoscaling.set_instance_protection(**GROUP, InstanceIds=[kept], ProtectedFromScaleIn=True)
    with PATCH.applied():
        autoscaling.start_instance_refresh(**GROUP)
        after = _instances(autoscaling)
    assert kept in after
    assert len(after) == 2


def test_patched_a_refresh_can_be_looked_up(autoscaling: Any) -> None:
    with PATCH.applied():
        started = autoscaling.start_instance_refresh(**GROUP)["InstanceRefreshId"]
        (found,) = autoscaling.describe_instance_refreshes(**GROUP)["InstanceRefreshes"]
    assert (found["InstanceRefreshId"], found["Status"]) == (started, "Successful")
