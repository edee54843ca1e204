"""EC2 instance types."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aeolus_config.errors import KeyPath
from aeolus_config.model import Environment, Topology
from aeolus_config.nearest import did_you_mean

from .registry import Finding, rule

SIZES = ("nano", "micro", "small", "medium", "large", "xlarge", "2xlarge", "metal")
SIZE = re.compile(r"nano|micro|small|medium|large|\d*xlarge|metal(-\d+xl)?")

TOO_SMALL = frozenset({"nano", "micro"})
"""At most 1 GiB."""

TOO_SMALL_FOR_ALL = TOO_SMALL | {"small"}
"""At most 2 GiB."""


def instance_types(environment: Environment) -> Iterator[tuple[KeyPath, str]]:
    """Yield the instance types that the topology uses, each with its path."""
    if environment.topology is Topology.SINGLE_NODE:
        yield ("single_node", "instance_type"), environment.single_node.instance_type
        return
    yield ("masters", "instance_type"), environment.masters.instance_type
    for name, group in environment.workers.items():
        for index, instance_type in enumerate(group.instance_types):
            yield ("workers", name, "instance_types", index), instance_type


@rule(source="Amazon EC2 Instance Types, Naming conventions")
def instance_sizes_exist(environment: Environment) -> Iterator[Finding]:
    """An instance type ends in a size that EC2 has."""
    for path, instance_type in instance_types(environment):
        family, size = instance_type.split(".")
        if not SIZE.fullmatch(size):
            yield Finding(
                path,
                f"has no size that EC2 knows; there are {', '.join(SIZES)}, 4xlarge and so on",
                did_you_mean(size, SIZES) or f"write one such as {family}.medium",
            )


@rule(source="Measured: six idle daemons take 1.4 GiB, a worker of four slots 0.3 GiB")
def instances_have_enough_memory(environment: Environment) -> Iterator[Finding]:
    """A node has 2 GiB at least, and 4 GiB where one machine runs everything."""
    single = environment.topology is Topology.SINGLE_NODE
    for path, instance_type in instance_types(environment):
        family, size = instance_type.split(".")
        if size in (TOO_SMALL_FOR_ALL if single else TOO_SMALL):
            enough = "medium" if single else "small"
            yield Finding(
                path,
                f"has too little memory for Airflow: {'4' if single else '2'} GiB are needed",
                f"write {family}.{enough} or larger",
            )
