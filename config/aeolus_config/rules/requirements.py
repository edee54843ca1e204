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

Given = tuple[KeyPath, tuple[str, ...]]
"""Where requirements are written, and how."""


@rule(source="PEP 508")
def requirements_can_be_read(environment: Environment) -> Iterator[Finding]:
    """Every requirement is written as PEP 508 has it."""
    for path, texts in _given(environment):
        for index, text in enumerate(texts):
            try:
                Requirement(text)
            except InvalidRequirement as error:
                why = str(error).splitlines()[0]
                yield Finding(
                    (*path, index),
                    f"is no requirement (PEP 508): {why}",
                    "write a name and versions, such as pandas>=2,<3",
                )


@rule(source="Airflow, Installation from PyPI, Constraints files")
def requirements_leave_airflow_alone(environment: Environment) -> Iterator[Finding]:
    """No requirement pins Airflow itself, and none is given twice, for all or for a group."""
    seen: dict[str, str] = {}
    of_all, *of_groups = _given(environment)
    yield from _misplaced(of_all, seen)
    for each in of_groups:
        # Groups know nothing of each other's.
        yield from _misplaced(each, dict(seen))


def _misplaced(given: Given, seen: dict[str, str]) -> Iterator[Finding]:
    """Find what is not to be given, beside what has been `seen` by name, to which it is added."""
    where, texts = given
    for index, text in enumerate(texts):
        try:
            requirement = Requirement(text)
        except InvalidRequirement:
            continue
        path, name = (*where, index), canonicalize_name(requirement.name)
        if name in PINNED:
            yield Finding(
                path,
                "is Airflow itself, which airflow.version pins",
                "remove it; extras are installed already",
            )
        elif name in seen and requirement.marker is None:
            yield Finding(path, f"is given twice, first as {seen[name]}", "keep one")
        seen.setdefault(name, text)


def _given(environment: Environment) -> Iterator[Given]:
    """Yield what all nodes install, and then what each group's workers do besides."""
    yield ("airflow", "requirements"), environment.airflow.requirements
    for name, group in environment.workers.items():
        yield ("workers", name, "requirements"), group.requirements
