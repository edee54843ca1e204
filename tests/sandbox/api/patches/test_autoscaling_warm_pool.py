"""Auto Scaling: a warm pool has instances of its own, and keeps what a change does not name."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api.patches.autoscaling_warm_pool import PATCH

WEB = {"AutoScalingGroupName": "web"}


@pytest.fixture
def autoscaling(client: Any, image: str, subnets: list[str]) -> Any:
    """Return a client; there is a group of one instance."""
    data = {"ImageId": image, "InstanceType": "t3.small"}
    client("ec2").create_launch_template(LaunchTemplateName="web", LaunchTemplateData=data)
    found = client("autoscaling")
    template = {"LaunchTemplateName": "web", "Version": "$Latest"}
    sizes = {"MinSize": 1, "MaxSize": 2, "DesiredCapacity": 1}
    found.create_auto_scaling_group(
        **WEB, **sizes, LaunchTemplate=template, VPCZoneIdentifier=",".join(subnets)
    )
    return found


def _settings(autoscaling: Any) -> dict[str, Any]:
    found: dict[str, Any] = autoscaling.describe_warm_pool(**WEB)["WarmPoolConfiguration"]
    return found


def _change(autoscaling: Any) -> dict[str, Any]:
    """Return the settings after a change that names one of them."""
    autoscaling.put_warm_pool(**WEB, MinSize=1, MaxGroupPreparedCapacity=2)
    autoscaling.put_warm_pool(**WEB, PoolState="Running")
    return _settings(autoscaling)


def _warmed(autoscaling: Any) -> None:
    """Have moto's instance be in a pool, as the engine puts it there."""
    from moto.backends import get_backend

    backend = get_backend("autoscaling")["123456789012"]["eu-central-1"]
    [state] = backend.autoscaling_groups["web"].instance_states
    state.lifecycle_state = "Warmed:Stopped"
    autoscaling.put_warm_pool(**WEB, MinSize=1)


def _listed(autoscaling: Any) -> tuple[int, int]:
    """Return how many instances the group has, and how many its pool."""
    [group] = autoscaling.describe_auto_scaling_groups(AutoScalingGroupNames=["web"])[
        "AutoScalingGroups"
    ]
    return len(group["Instances"]), len(autoscaling.describe_warm_pool(**WEB)["Instances"])


def test_a_change_keeps_what_it_does_not_name(autoscaling: Any) -> None:
    assert _change(autoscaling).get("MinSize") == 0
    with PATCH.applied():
        assert _change(autoscaling) == {
            "MinSize": 1,
            "MaxGroupPreparedCapacity": 2,
            "PoolState": "Running",
        }


def test_the_prepared_capacity_is_taken_back(autoscaling: Any) -> None:
    with PATCH.applied():
        _change(autoscaling)
        autoscaling.put_warm_pool(**WEB, MaxGroupPreparedCapacity=-1)
        assert "MaxGroupPreparedCapacity" not in _settings(autoscaling)


def test_a_group_is_described_with_what_its_pool_was_given(autoscaling: Any) -> None:
    """As Terraform gives it, which else would find a difference in each plan."""
    given = {
        "MinSize": 1,
        "MaxGroupPreparedCapacity": 1,
        "PoolState": "Stopped",
        "InstanceReusePolicy": {"ReuseOnScaleIn": False},
    }
    with PATCH.applied():
        autoscaling.put_warm_pool(**WEB, **given)
        [group] = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]
        assert group["WarmPoolConfiguration"] == given
        assert group["WarmPoolSize"] == 0
        autoscaling.delete_warm_pool(**WEB)
        [group] = autoscaling.describe_auto_scaling_groups()["AutoScalingGroups"]
        assert not {"WarmPoolConfiguration", "WarmPoolSize"} & group.keys()


def test_its_instances_are_listed_apart(autoscaling: Any) -> None:
    _warmed(autoscaling)
    assert _listed(autoscaling) == (1, 0)
    with PATCH.applied():
        assert _listed(autoscaling) == (0, 1)


def test_there_is_none_of_a_group_that_is_not_there(autoscaling: Any) -> None:
    with PATCH.applied(), pytest.raises(ClientError, match="not found"):
        autoscaling.describe_warm_pool(AutoScalingGroupName="other")
