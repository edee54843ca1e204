"""Worker groups."""

from __future__ import annotations

from collections.abc import Iterator

from aeolus_config.model import Environment
from aeolus_scaling.schedule import written
from aeolus_tags import MOST_VALUE_CHARACTERS, SCHEDULE_TAG

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


@rule(source="Amazon EC2 Auto Scaling, Set scaling limits")
def schedules_are_within_limits(environment: Environment) -> Iterator[Finding]:
    """What a group's schedule wants at least is not above its maximum."""
    for name, group in environment.workers.items():
        for index, each in enumerate(group.schedules):
            if each.min_size > group.max_size:
                yield Finding(
                    ("workers", name, "schedules", index, "min_size"),
                    f"is above max_size, {group.max_size}",
                    f"write {group.max_size} or less, or raise max_size"
                    if group.max_size
                    else "remove the window, or raise max_size",
                )


@rule(source="Tagging AWS Resources, Tag naming limits and requirements")
def schedules_fit_a_tag(environment: Environment) -> Iterator[Finding]:
    """A group's windows fit the tag `aeolus:schedule`: 256 characters, about six windows."""
    for name, group in environment.workers.items():
        characters = len(written(group.schedules))
        if characters > MOST_VALUE_CHARACTERS:
            yield Finding(
                ("workers", name, "schedules"),
                f"takes {characters} characters; {MOST_VALUE_CHARACTERS} fit the tag "
                f"{SCHEDULE_TAG} of its Auto Scaling group",
                "put days of the same hours into one range, or remove a window",
            )
