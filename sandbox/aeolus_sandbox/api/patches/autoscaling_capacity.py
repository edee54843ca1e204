"""Auto Scaling: a mixed-instances group reaches its desired capacity."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _counting_whole_instances(original: Callable[..., None]) -> Callable[..., None]:
    def set_desired_capacity(self: Any, new_capacity: int | None) -> None:
        # A view without the policy: concurrent reads of the group itself must still see it.
        view = copy.copy(self)
        view.mixed_instances_policy = None
        original(view, new_capacity)
        self.desired_capacity = view.desired_capacity
        self.instance_states = view.instance_states
        for state in self.instance_states:
            state.instance.autoscaling_group = self

    return set_desired_capacity


def _replacements() -> Sequence[Replacement]:
    from moto.autoscaling.models import FakeAutoScalingGroup

    return [Replacement(FakeAutoScalingGroup, "set_desired_capacity", _counting_whole_instances)]


PATCH = Patch(
    name="autoscaling_capacity",
    aws="without weights, a group launches as many instances as its desired capacity, "
    "whatever its Spot share",
    source="Amazon EC2 Auto Scaling User Guide, Auto Scaling groups with multiple instance types",
    moto="rounds the On-Demand and the Spot part down, each by itself, and loses an instance",
    replacements=_replacements,
)
