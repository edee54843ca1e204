"""Queues: somebody serves the one that tasks go to, and instances tell which they serve."""

from __future__ import annotations

from collections.abc import Iterator

from aeolus_config.errors import KeyPath
from aeolus_config.model import Environment, Topology
from aeolus_tags import MOST_VALUE_CHARACTERS, QUEUES_SEPARATOR, QUEUES_TAG

from .registry import Finding, rule

DEFAULT = "default"


@rule(source="Airflow, Celery Executor, Queues; Airflow, [operators] default_queue")
def default_queue_is_served(environment: Environment) -> Iterator[Finding]:
    """Some group that can have workers serves the queue of tasks that name none."""
    override = environment.airflow.config.get("operators", {}).get("default_queue")
    queue = str(override or DEFAULT)
    served = {each for _, queues in _served(environment) for each in queues}
    named = any(queues for _, queues in _named(environment))
    if named and queue not in served:
        is_single = environment.topology is Topology.SINGLE_NODE
        yield Finding(
            ("single_node", "queues") if is_single else ("workers",),
            f"serves {', '.join(sorted(served)) or 'nothing'}, and tasks that name no queue go to "
            f"{queue}",
            f"add {queue} to the queues of a group with a max_size above 0",
        )


@rule(source="Airflow, Celery Executor, Queues")
def queues_are_named_once(environment: Environment) -> Iterator[Finding]:
    """No group names a queue twice; two groups may share one."""
    for path, queues in _named(environment):
        for index, queue in enumerate(queues):
            if queue in queues[:index]:
                yield Finding((*path, index), "is named twice in one group", "remove one")


@rule(source="Tagging AWS Resources, Tag naming limits and requirements")
def queues_fit_a_tag(environment: Environment) -> Iterator[Finding]:
    """A group's queues fit the tag `aeolus:queues`: 256 characters, one between any two."""
    for name, group in environment.workers.items():
        characters = len(QUEUES_SEPARATOR.join(group.queues))
        if characters > MOST_VALUE_CHARACTERS:
            yield Finding(
                ("workers", name, "queues"),
                f"takes {characters} characters with one between any two; "
                f"{MOST_VALUE_CHARACTERS} fit the tag {QUEUES_TAG} of its instances",
                "shorten their names, or share them out among more groups",
            )


def _served(environment: Environment) -> Iterator[tuple[KeyPath, tuple[str, ...]]]:
    """Yield the queues of what can have workers."""
    for path, queues in _named(environment):
        group = environment.workers.get(str(path[1]))
        if group is None or group.max_size > 0:
            yield path, queues


def _named(environment: Environment) -> Iterator[tuple[KeyPath, tuple[str, ...]]]:
    if environment.topology is Topology.SINGLE_NODE:
        yield ("single_node", "queues"), environment.single_node.queues
    else:
        for name, group in environment.workers.items():
            yield ("workers", name, "queues"), group.queues
