"""Auto Scaling: an instance refresh replaces a group's instances."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement, method

_REFRESHES = "_instance_refreshes"


def _history(response: Any) -> list[dict[str, Any]]:
    """Return the refreshes of the account and region, the newest first."""
    backend = response.autoscaling_backend
    if not hasattr(backend, _REFRESHES):
        setattr(backend, _REFRESHES, [])
    history: list[dict[str, Any]] = getattr(backend, _REFRESHES)
    return history


def _start(self: Any) -> Any:
    from moto.core.responses import ActionResult
    from moto.core.utils import utcnow

    name, started = self._get_param("AutoScalingGroupName"), utcnow()
    backend = self.autoscaling_backend
    # Those protected from scale-in are left alone, as with the preference `Ignore`.
    replaced = [
        state.instance.id
        for state in backend.describe_auto_scaling_groups([name])[0].instance_states
        if not state.protected_from_scale_in
    ]
    for instance_id in replaced:
        backend.terminate_instance(instance_id, False)
    refresh = {
        "InstanceRefreshId": str(uuid.uuid4()),
        "AutoScalingGroupName": name,
        "Status": "Successful",
        "StartTime": started,
        "EndTime": utcnow(),
        "PercentageComplete": 100,
        "InstancesToUpdate": 0,
    }
    _history(self).insert(0, refresh)
    return ActionResult({"InstanceRefreshId": refresh["InstanceRefreshId"]})


def _describe(self: Any) -> Any:
    from moto.core.responses import ActionResult

    name, wanted = self._get_param("AutoScalingGroupName"), self._get_param("InstanceRefreshIds")
    found = [
        refresh
        for refresh in _history(self)
        if refresh["AutoScalingGroupName"] == name
        and (not wanted or refresh["InstanceRefreshId"] in wanted)
    ]
    return ActionResult({"InstanceRefreshes": found})


def _replacements() -> Sequence[Replacement]:
    from moto.autoscaling.responses import AutoScalingResponse

    return [
        method(AutoScalingResponse, "start_instance_refresh", _start),
        method(AutoScalingResponse, "describe_instance_refreshes", _describe),
    ]


PATCH = Patch(
    name="autoscaling_refresh",
    aws="StartInstanceRefresh replaces the instances of a group; here all at once and at once done",
    source="Amazon EC2 Auto Scaling API Reference, StartInstanceRefresh",
    moto="has neither this operation nor DescribeInstanceRefreshes",
    replacements=_replacements,
)
