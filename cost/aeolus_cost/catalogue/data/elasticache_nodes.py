"""What every ElastiCache cluster of nodes bills."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import View
from aeolus_cost.component import Component, hourly
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.usage.usage import Item

BACKUP = Item(
    "backup_gb_beyond_free",
    "GB-month",
    "Snapshots beyond the latest, which is free: a queue of tasks holds little.",
    default=Figures.of(0, 0, 1),
    each=True,
)


def nodes(engine: str, node_type: str, count: Figures | int) -> Component:
    """Return the hours of `count` nodes; they end while an environment's broker is away."""
    return hourly(
        f"Nodes ({node_type}, {engine})", f"elasticache.{engine}.{node_type}", count, stops=True
    )


def backups(resource: Resource, view: View) -> Iterable[Component]:
    """Yield the snapshots, where any are kept (Amazon ElastiCache pricing, "Backup storage")."""
    if resource.values.number("snapshot_retention_limit"):
        yield view.by_usage(
            resource, BACKUP, label="Snapshots beyond the free one", price_key="elasticache.backup"
        )
