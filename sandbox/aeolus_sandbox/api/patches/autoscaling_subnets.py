"""Auto Scaling: instances spread over the group's subnets."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _emptiest(subnet_ids: Sequence[str], group: Any) -> str:
    load = Counter(getattr(state.instance, "subnet_id", None) for state in group.instance_states)
    return min(subnet_ids, key=lambda subnet_id: load[subnet_id])


def _one_subnet_at_a_time(original: Callable[..., None]) -> Callable[..., None]:
    def replace(self: Any, count_needed: int, propagated_tags: dict[str, str]) -> None:
        if not self.vpc_zone_identifier:
            original(self, count_needed, propagated_tags)
            return
        for _ in range(count_needed):
            chosen = _emptiest(self.vpc_zone_identifier.split(","), self)
            subnet = self.ec2_backend.get_subnet(chosen)
            # A shallow copy shares the list of instances, and concurrent reads see the group whole.
            view = copy.copy(self)
            view.vpc_zone_identifier = subnet.id
            view.availability_zones = [subnet.availability_zone]
            original(view, 1, dict(propagated_tags))
            self.instance_states[-1].instance.autoscaling_group = self

    return replace


def _replacements() -> Sequence[Replacement]:
    from moto.autoscaling.models import FakeAutoScalingGroup

    return [
        Replacement(
            FakeAutoScalingGroup, "replace_autoscaling_group_instances", _one_subnet_at_a_time
        )
    ]


PATCH = Patch(
    name="autoscaling_subnets",
    aws="a group keeps the number of instances balanced over its zones",
    source="Amazon EC2 Auto Scaling User Guide, Auto Scaling group Availability Zone distribution",
    moto="launches every instance in the first subnet",
    replacements=_replacements,
)
