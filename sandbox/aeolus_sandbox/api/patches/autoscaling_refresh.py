"""Auto Scaling: an instance refresh replaces a group's instances."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement, method
from aeolus_sandbox.api.scaling import Book, Refresh, book


def _start(self: Any) -> Any:
    from moto.core.responses import ActionResult

    backend, name = self.autoscaling_backend, self._get_param("AutoScalingGroupName")
    kept = book(backend)
    if kept.refresh(name):
        raise _error("InstanceRefreshInProgress", "An Instance Refresh is already in progress")
    refresh = Refresh(
        group=name,
        started=kept.clock(),
        preferences=self._get_param("Preferences", {}),
        desired_configuration=self._get_param("DesiredConfiguration", None),
    )
    group = backend.describe_auto_scaling_groups([name])[0]
    if wanted := refresh.desired_configuration:
        policy = wanted.get("MixedInstancesPolicy") or group.mixed_instances_policy
        group.mixed_instances_policy = policy
        group._set_launch_configuration(None, wanted.get("LaunchTemplate"), policy)
    with kept.lock:
        kept.refreshes.insert(0, refresh)
    if not kept.present:
        _replace_at_once(backend, group, refresh, kept)
    return ActionResult({"InstanceRefreshId": refresh.identifier})


def _replace_at_once(backend: Any, group: Any, refresh: Refresh, kept: Book) -> None:
    # Those protected from scale-in are left alone, as with the preference `Ignore`.
    replaced = [
        state.instance.id for state in group.instance_states if not state.protected_from_scale_in
    ]
    for instance_id in replaced:
        backend.terminate_instance(instance_id, False)
    refresh.status, refresh.percentage, refresh.ended = "Successful", 100, kept.clock()


def _cancel(self: Any) -> Any:
    from moto.core.responses import ActionResult

    kept = book(self.autoscaling_backend)
    with kept.lock:
        refresh = kept.refresh(self._get_param("AutoScalingGroupName"))
        if refresh is None:
            raise _error("ActiveInstanceRefreshNotFound", "No in progress or pending refresh found")
        refresh.status = "Cancelling"
    return ActionResult({"InstanceRefreshId": refresh.identifier})


def _describe(self: Any) -> Any:
    from moto.core.responses import ActionResult

    name, wanted = self._get_param("AutoScalingGroupName"), self._get_param("InstanceRefreshIds")
    found = [
        _described(refresh)
        for refresh in book(self.autoscaling_backend).refreshes
        if refresh.group == name and (not wanted or refresh.identifier in wanted)
    ]
    return ActionResult({"InstanceRefreshes": found})


def _described(refresh: Refresh) -> dict[str, Any]:
    facts = {
        "InstanceRefreshId": refresh.identifier,
        "AutoScalingGroupName": refresh.group,
        "Status": refresh.status,
        "StatusReason": refresh.status_reason,
        "StartTime": datetime.fromtimestamp(refresh.started, UTC),
        "PercentageComplete": refresh.percentage,
        "InstancesToUpdate": refresh.to_update,
        "Preferences": refresh.preferences or None,
        "DesiredConfiguration": refresh.desired_configuration,
        "EndTime": None if refresh.ended is None else datetime.fromtimestamp(refresh.ended, UTC),
    }
    return {key: value for key, value in facts.items() if value is not None}


def _error(code: str, message: str) -> Exception:
    from moto.autoscaling.exceptions import AutoscalingClientError

    return AutoscalingClientError(code, message)


def _replacements() -> Sequence[Replacement]:
    from moto.autoscaling.responses import AutoScalingResponse

    return [
        method(AutoScalingResponse, "start_instance_refresh", _start),
        method(AutoScalingResponse, "cancel_instance_refresh", _cancel),
        method(AutoScalingResponse, "describe_instance_refreshes", _describe),
    ]


PATCH = Patch(
    name="autoscaling_refresh",
    aws="StartInstanceRefresh replaces the instances of a group; here all at once and at once done "
    "where no machines run",
    source="Amazon EC2 Auto Scaling API Reference, StartInstanceRefresh",
    moto="has neither this operation nor those that cancel and describe a refresh",
    replacements=_replacements,
)
