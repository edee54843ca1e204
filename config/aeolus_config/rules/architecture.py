"""Processor architectures: of instance types, and of the images they boot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aeolus_config.model import Architecture, Environment

from .instances import instance_types
from .registry import Finding, rule

FAMILY = re.compile(r"[a-z]+\d+([a-z]*)")
"""Series, generation, attributes, as in `c7gn`."""

OLD_ARM_FAMILIES = ("a1", "mac2")
"""Arm families that are older than the attribute `g`."""


def architecture_of(instance_type: str) -> Architecture:
    """Return the architecture of an EC2 instance type.

    Graviton's families have a `g` after the generation: t4g, m7gd, im4gn (Amazon EC2 Instance
    Types, "Naming conventions"). What has none, or is named otherwise, is x86_64.
    """
    family = instance_type.split(".")[0]
    named = FAMILY.match(family)
    is_arm = bool(named and "g" in named[1]) or family.split("-")[0] in OLD_ARM_FAMILIES
    return Architecture.ARM64 if is_arm or "-gb" in family else Architecture.X86_64


@rule(source="Amazon EC2 Auto Scaling, Launch templates: one image each")
def groups_have_one_architecture(environment: Environment) -> Iterator[Finding]:
    """All instance types of a worker group are of one architecture: they boot one image."""
    for name, group in environment.workers.items():
        first = architecture_of(group.instance_types[0])
        for index, instance_type in enumerate(group.instance_types):
            if architecture_of(instance_type) is not first:
                yield Finding(
                    ("workers", name, "instance_types", index),
                    f"is {architecture_of(instance_type).value}, and the group's first, "
                    f"{group.instance_types[0]}, is {first.value}",
                    "give each architecture a group of its own",
                )


@rule(source="Amazon EC2 User Guide, AMI types: architecture")
def images_fit_the_instances(environment: Environment) -> Iterator[Finding]:
    """There is an image for every architecture in use."""
    used: dict[Architecture, str] = {}
    for _, instance_type in instance_types(environment):
        used.setdefault(architecture_of(instance_type), instance_type)
    for architecture, instance_type in used.items():
        if architecture not in environment.ami_id:
            yield Finding(
                ("ami_id",),
                f"has no image for {architecture.value}, which {instance_type} needs",
                f"add {architecture.value}: ami-…",
            )
