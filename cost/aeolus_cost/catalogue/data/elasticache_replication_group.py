"""`aws_elasticache_replication_group`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource

from . import elasticache_nodes
from .autoscaled import autoscaled

DEFAULT_ENGINE = "redis"
"""Of the provider (`aws_elasticache_replication_group`, `engine`)."""


class ElasticacheReplicationGroup(ResourceType):
    """By the hour of each node (Amazon ElastiCache pricing)."""

    type = "aws_elasticache_replication_group"
    usage = (elasticache_nodes.BACKUP,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield the hours of its nodes and the snapshots it keeps."""
        values = resource.values
        if not values.has("node_type"):
            raise NotPricedError("node_type is that of its global replication group")
        engine = values.text("engine", DEFAULT_ENGINE)
        yield elasticache_nodes.nodes(engine, values.text("node_type"), _count(resource, view))
        yield from elasticache_nodes.backups(resource, view)


def _count(resource: Resource, view: View) -> Figures:
    values = resource.values
    if values.has("num_cache_clusters") or not values.has("num_node_groups"):
        return Figures.same(values.number("num_cache_clusters", 1))
    dimension = "elasticache:replication-group"
    groups, replicas = values.number("num_node_groups"), values.number("replicas_per_node_group")
    shards = autoscaled(resource, view, f"{dimension}:NodeGroups", groups)
    return shards * (
        autoscaled(resource, view, f"{dimension}:Replicas", replicas) + Figures.same(1)
    )
