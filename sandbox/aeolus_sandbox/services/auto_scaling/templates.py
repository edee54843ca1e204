"""What a group's instances are launched from: its launch template or launch configuration.

EC2 Auto Scaling User Guide, "Auto Scaling groups with multiple instance types".
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Purchase:
    """The instance type to launch, None for the template's, and whether as a Spot instance."""

    instance_type: str | None
    spot: bool = False


def current(moto: Any) -> dict[str, str]:
    """Return by the API's names what moto's group launches from now, its version as a number."""
    template = moto.ec2_launch_template
    if template is None:
        return {"LaunchConfigurationName": moto.launch_configuration_name}
    return {
        "LaunchTemplateId": template.id,
        "LaunchTemplateName": template.name,
        "Version": str(template.get_version(moto.launch_template_version).number),
    }


def purchase(
    policy: dict[str, Any] | None, present: Iterable[tuple[str, bool]], wanted: int
) -> Purchase:
    """Return what to launch next into a group of `wanted` instances by its mixed-instances policy.

    `present` are the types of its instances, and whether each is a Spot instance.
    """
    if policy is None:
        return Purchase(None)
    types = [
        override["InstanceType"]
        for override in policy.get("LaunchTemplate", {}).get("Overrides", [])
        if override.get("InstanceType")
    ]
    present = list(present)
    on_demand = sum(not spot for _, spot in present)
    if on_demand < _on_demand(policy.get("InstancesDistribution", {}), wanted):
        return Purchase(types[0] if types else None)
    return Purchase(_scarcest(types, [kind for kind, spot in present if spot]), spot=True)


def _on_demand(distribution: dict[str, Any], wanted: int) -> int:
    """Return how many of `wanted` are On-Demand instances: a broken share is rounded up."""
    base = int(distribution.get("OnDemandBaseCapacity") or 0)
    percentage = distribution.get("OnDemandPercentageAboveBaseCapacity")
    share = 100 if percentage is None else int(percentage)
    return base + math.ceil(max(wanted - base, 0) * share / 100)


def _scarcest(types: Sequence[str], present: Iterable[str]) -> str | None:
    """Return the type there is least of, the first of several: Spot pools fail one by one."""
    counted = Counter(present)
    return min(types, key=lambda kind: counted[kind], default=None)
