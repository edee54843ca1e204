"""Worker groups."""

from __future__ import annotations

from collections.abc import Iterator

from aeolus_config.model import Environment

from .registry import Finding, rule


@rule(source="Amazon EC2 Auto Scaling, Set scaling limits")
def group_limits_are_in_order(environment: Environment) -> Iterator[Finding]:
    """A group's minimum is not above its maximum."""
    for name, group in environment.workers.items():
        if group.min_size > group.max_size:
            yield Finding(
                ("workers", name, "min_size"),
                f"is above max_size, {group.max_size}",
                f"write {group.max_size} or less, or raise max_size",
            )


@rule(source="Amazon EC2 Auto Scaling, InstancesDistribution")
def on_demand_base_fits_the_group(environment: Environment) -> Iterator[Finding]:
    """A group's On-Demand base is not above its maximum."""
    for name, group in environment.workers.items():
        if group.on_demand_base_capacity > group.max_size:
            yield Finding(
                ("workers", name, "on_demand_base_capacity"),
                f"is above max_size, {group.max_size}",
                f"write {group.max_size} or less",
            )


@rule(source="Amazon EC2 Auto Scaling, Launch template overrides")
def instance_types_differ(environment: Environment) -> Iterator[Finding]:
    """A group names no instance type twice: AWS refuses that."""
    for name, group in environment.workers.items():
        for index, instance_type in enumerate(group.instance_types):
            if instance_type in group.instance_types[:index]:
                yield Finding(
                    ("workers", name, "instance_types", index), "is named twice", "remove one"
                )
