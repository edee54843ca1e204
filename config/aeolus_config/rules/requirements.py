"""Python requirements beside Airflow's own."""

from __future__ import annotations

from collections.abc import Iterator

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from aeolus_config.model import Environment

from .registry import Finding, rule

PINNED = frozenset({"apache-airflow", "apache-airflow-core", "apache-airflow-task-sdk"})
"""Airflow itself: `airflow.version` says which."""


@rule(source="PEP 508")
def requirements_can_be_read(environment: Environment) -> Iterator[Finding]:
    """Every requirement is written as PEP 508 has it."""
    for index, text in enumerate(environment.airflow.requirements):
        try:
            Requirement(text)
        except InvalidRequirement as error:
            why = str(error).splitlines()[0]
            yield Finding(
                ("airflow", "requirements", index),
                f"is no requirement (PEP 508): {why}",
                "write a name and versions, such as pandas>=2,<3",
            )


@rule(source="Airflow, Installation from PyPI, Constraints files")
def requirements_leave_airflow_alone(environment: Environment) -> Iterator[Finding]:
    """No requirement pins Airflow itself, and none is given twice."""
    seen: dict[str, int] = {}
    for index, requirement in _parsed(environment):
        name = canonicalize_name(requirement.name)
        path = ("airflow", "requirements", index)
        if name in PINNED:
            yield Finding(
                path,
                "is Airflow itself, which airflow.version pins",
                "remove it; extras are installed already",
            )
        elif name in seen and requirement.marker is None:
            first = environment.airflow.requirements[seen[name]]
            yield Finding(path, f"is given twice, first as {first}", "keep one")
        seen.setdefault(name, index)


def _parsed(environment: Environment) -> Iterator[tuple[int, Requirement]]:
    for index, text in enumerate(environment.airflow.requirements):
        try:
            yield index, Requirement(text)
        except InvalidRequirement:
            continue
