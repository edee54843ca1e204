"""`aws_elasticache_cluster`."""

from __future__ import annotations

from collections.abc import Iterable

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource

from . import elasticache_nodes
from .elasticache_replication_group import DEFAULT_ENGINE, ElasticacheReplicationGroup


class ElasticacheCluster(ResourceType):
    """By the hour of each node (Amazon ElastiCache pricing).

    With a `replication_group_id` it is one more read replica of that group, with the group's
    engine and node type (`aws_elasticache_cluster`, "Redis Cluster Mode Disabled Read Replica").
    """

    type = "aws_elasticache_cluster"
    usage = (elasticache_nodes.BACKUP,)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield the hours of its nodes and the snapshots it keeps."""
        values = resource.values
        if values.has("replication_group_id"):
            yield _replica(resource, view)
            return
        engine, node_type = values.text("engine"), values.text("node_type")
        if not engine or not node_type:
            raise NotPricedError("engine or node_type is not given: it comes from a backup")
        count = Figures.same(values.number("num_cache_nodes", 1))
        yield elasticache_nodes.nodes(engine, node_type, count)
        yield from elasticache_nodes.backups(resource, view)


def _replica(resource: Resource, view: View) -> Component:
    type_ = ElasticacheReplicationGroup.type
    groups = view.stack.linked(resource, "replication_group_id", type_)
    if not groups:
        raise NotPricedError("the replication group it belongs to is not in this configuration")
    group = groups[0].values
    return elasticache_nodes.nodes(group.text("engine", DEFAULT_ENGINE), group.text("node_type"), 1)
