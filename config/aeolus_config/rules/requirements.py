"""Python requirements beside Airflow's own: of all nodes, and of a group's workers."""

from __future__ import annotations

from collections.abc import Iterator

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from aeolus_config.errors import KeyPath
from aeolus_config.model import Environment

from .registry import Finding, rule

PINNED = frozenset({"apache-airflow", "apache-airflow-core", "apache-airflow-task-sdk"})
"""Airflow itself: `airflow.version` says which."""

Given = tuple[KeyPath, str]
"""Where a requirement is written, and how."""


@rule(source="PEP 508")
def requirements_can_be_read(environment: Environment) -> Iterator[Finding]:
    """Every requirement is written as PEP 508 has it."""
    for path, text in (*_of_all(environment), *_of_groups(environment)):
        try:
            Requirement(text)
        except InvalidRequirement as error:
            why = str(error).splitlines()[0]
            yield Finding(
                path,
                f"is no requirement (PEP 508): {why}",
                "write a name and versions, such as pandas>=2,<3",
            )


@rule(source="Airflow, Installation from PyPI, Constraints files")
def requirements_leave_airflow_alone(environment: Environment) -> Iterator[Finding]:
    """No requirement pins Airflow itself, and none is given twice, for all or for a group."""
    seen: dict[str, str] = {}
    yield from _misplaced(_of_all(environment), seen)
    for name in environment.workers:
        # Groups know nothing of each other's.
        yield from _misplaced(_of_group(environment, name), dict(seen))


def _misplaced(given: Iterator[Given], seen: dict[str, str]) -> Iterator[Finding]:
    """Find what is not to be given, beside what has been `seen` by name, to which it is added."""
    for path, text in given:
        try:
            requirement = Requirement(text)
        except InvalidRequirement:
            continue
        name = canonicalize_name(requirement.name)
        if name in PINNED:
            yield Finding(
                path,
                "is Airflow itself, which airflow.version pins",
                "remove it; extras are installed already",
            )
        elif name in seen and requirement.marker is None:
            yield Finding(path, f"is given twice, first as {seen[name]}", "keep one")
        seen.setdefault(name, text)


def _of_all(environment: Environment) -> Iterator[Given]:
    for index, text in enumerate(environment.airflow.requirements):
        yield ("airflow", "requirements", index), text


def _of_groups(environment: Environment) -> Iterator[Given]:
    for name in environment.workers:
        yield from _of_group(environment, name)


def _of_group(environment: Environment, name: str) -> Iterator[Given]:
    for index, text in enumerate(environment.workers[name].requirements):
        yield ("workers", name, "requirements", index), text
