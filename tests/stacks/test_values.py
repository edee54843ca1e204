"""Every key of an environment's file is found again in Terraform's JSON, or read by somebody else.

The table is `values.yaml`: none of the values there is a default.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from aeolus_config.model import Environment, WorkerGroupConfig
from support.environments import environment
from support.render import Rendered, resources, search
from support.shipped import render_environment

TABLE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("values.yaml").read_text())

BY_NODES = {
    "airflow.config",
    "airflow.longest_task_hours",
    "airflow.requirements",
    "airflow.task_queued_timeout_seconds",
    "airflow.version",
    "airflow.worker_boot_seconds",
    "alarms.metrics",
    "broker.visibility_timeout_hours",
    "dags.refresh_interval_seconds",
    "dags.source",
    "dags.subdir",
    "dags.tracking_ref",
    "masters.api_server_workers",
    "masters.scheduler_lease.renew_seconds",
    "masters.scheduler_lease.stop_seconds",
    "masters.scheduler_lease.ttl_seconds",
    "masters.scheduler_mode",
    "single_node.api_server_workers",
    "single_node.concurrency",
    "single_node.queues",
    "web.acme.directory_url",
    "web.acme.email",
    "workers.etl.drain.deadline_seconds",
}
"""Keys of Airflow and its daemons, which say nothing to Terraform's resources."""

BY_US = {
    "topology",  # which of the two constructs is built
    "production",  # turns rules on
    "budget.monthly_usd",  # `aeolus cost` compares with it
    "metastore.engine",  # there is one
    "broker.num_node_groups",  # a rule allows one
    "network.existing.cidr_block",  # a rule counts its addresses
}


@functools.cache
def rendered(variant: str) -> Rendered:
    row = TABLE[variant]
    return render_environment(environment(row["base"], row["changes"]))


def bodies(stack: Rendered, type_: str, id_part: str) -> list[dict[str, Any]]:
    """Return the resources of a type whose id has a part, or what providers are configured with."""
    if type_ == "provider":
        return list(stack["provider"]["aws"])
    return [body for id_, body in resources(stack, type_).items() if id_part in id_]


@pytest.mark.parametrize(
    ("variant", "key"), [(variant, key) for variant in TABLE for key in TABLE[variant]["found"]]
)
def test_a_value_reaches_terraform(variant: str, key: str) -> None:
    type_, id_part, path, expected = TABLE[variant]["found"][key]
    assert search(path, bodies(rendered(variant), type_, id_part)) == expected


def keys_of(model: type[BaseModel], path: str = "") -> Iterator[str]:
    """Yield the keys of a model as a file would have them, with a worker group called etl."""
    for name, field in model.model_fields.items():
        below = [each for each in _classes(field.annotation) if issubclass(each, BaseModel)]
        if not below:
            yield path + name
        group = "etl." if WorkerGroupConfig in below else ""
        for each in below:
            yield from keys_of(each, f"{path}{name}.{group}")


def _classes(annotation: Any) -> Iterator[type]:
    """Yield the classes that an annotation speaks of."""
    if isinstance(annotation, type) and not hasattr(annotation, "__origin__"):
        yield annotation
    for each in getattr(annotation, "__args__", ()):
        yield from _classes(each)


def test_no_key_is_forgotten() -> None:
    found = {key for row in TABLE.values() for key in row["found"]}
    assert set(keys_of(Environment)) - {"name"} == found | BY_NODES | BY_US
    assert not found & (BY_NODES | BY_US)
