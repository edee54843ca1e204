"""Auto Scaling: a mixed-instances group reaches its desired capacity."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _overrides(group: Any) -> list[dict[str, Any]]:
    template = (group.mixed_instances_policy or {}).get("LaunchTemplate", {})
    overrides: list[dict[str, Any]] = template.get("Overrides", [])
    return overrides


def whole_instances(group: Any) -> int:
    """Return how many instances of its first type moto's group takes for its desired capacity."""
    overrides = _overrides(group)
    weight = int(overrides[0].get("WeightedCapacity") or 1) if overrides else 1
    return math.ceil((group.desired_capacity or 0) / weight)


def _terminate(group: Any, count: int) -> None:
    free = [state for state in group.instance_states if not state.protected_from_scale_in]
    leaving = free[:count]
    if leaving:
        group.ec2_backend.terminate_instances([state.instance.id for state in leaving])
    group.instance_states = [state for state in group.instance_states if state not in leaving]


def _counting_whole_instances(original: Callable[..., None]) -> Callable[..., None]:
    def set_desired_capacity(self: Any, new_capacity: int | None) -> None:
        overrides = _overrides(self)
        if not overrides:
            original(self, new_capacity)
            return
        self.desired_capacity = self.min_size if new_capacity is None else new_capacity
        missing = whole_instances(self) - len(self.active_instances())
        if missing > 0:
            self.replace_autoscaling_group_instances(missing, self.get_propagated_tags())
        elif missing < 0:
            _terminate(self, -missing)
        if self.name in self.autoscaling_backend.autoscaling_groups:
            self.autoscaling_backend.update_attached_elbs(self.name)
            self.autoscaling_backend.update_attached_target_groups(self.name)

    return set_desired_capacity


def _replacements() -> Sequence[Replacement]:
    from moto.autoscaling.models import FakeAutoScalingGroup

    return [Replacement(FakeAutoScalingGroup, "set_desired_capacity", _counting_whole_instances)]


PATCH = Patch(
    name="autoscaling_capacity",
    aws="a group launches as many instances as its desired capacity takes, whatever its Spot share",
    source="Amazon EC2 Auto Scaling User Guide, Auto Scaling groups with multiple instance types",
    moto="rounds the On-Demand and the Spot part down, each by itself, and loses an instance",
    replacements=_replacements,
)
