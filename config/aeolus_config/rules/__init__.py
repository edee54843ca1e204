"""What the values of an environment must be to each other and to AWS: one small function a rule.

A rule yields a Finding for each key at fault. It may take for granted that every value has its
type and format: the model has seen to that.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from aeolus_config.errors import KeyPath
from aeolus_config.model import Environment, Model

from . import (
    access,
    account,
    airflow_options,
    architecture,
    broker,
    connections,
    dags,
    existing_network,
    group_places,
    instances,
    metastore,
    names,
    network,
    production,
    queues,
    requirements,
    retention,
    tags,
    timing,
    topology,
    warm_pools,
    web,
    windows,
    workers,
    zones,
)
from .registry import RULES as RULES
from .registry import Finding as Finding
from .registry import Rule as Rule

TOPICS = (
    topology, production, account, zones, network, existing_network, access, web,
    metastore, connections, broker, windows, instances, architecture, workers, group_places,
    warm_pools, queues,
    timing, airflow_options, requirements, dags, retention, tags, names,
)  # fmt: skip


def findings(environment: Environment) -> list[Finding]:
    """Return what `environment` breaks of all rules."""
    return [finding for rule in RULES.values() for finding in rule.check(environment)]


def value_at(environment: Environment, path: KeyPath) -> str | None:
    """Return the single value that `environment` has at `path`, as YAML would write it."""
    value: Any = environment
    for step in path:
        if isinstance(value, Model) and isinstance(step, str):
            value = getattr(value, step, None)
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Enum):
        return str(value.value)
    return str(value) if isinstance(value, (str, int, float)) else None
