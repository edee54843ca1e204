"""From a cluster's configuration to its masters and worker groups."""

from __future__ import annotations

from dataclasses import dataclass

from constructs import Construct

from .broker import Broker
from .execution_entrance import ExecutionEntrance
from .masters import Masters
from .metastore import Metastore
from .node_logs import NodeLogs
from .site import Site
from .web_entrance import WebEntrance
from .worker_group import WorkerGroup


@dataclass(frozen=True)
class Services:
    """What the nodes of a cluster work with."""

    metastore: Metastore
    broker: Broker
    web: WebEntrance
    execution: ExecutionEntrance
    logs: NodeLogs


def masters_of(scope: Construct, site: Site, services: Services) -> Masters:
    """Return the masters of `site`."""
    config, foundation = site.environment.masters, site.foundation
    return Masters(
        scope,
        "masters",
        deployment=site.deployment,
        encryption_key=foundation.encryption_key,
        network=foundation.network,
        secrets=foundation.secrets,
        storage=foundation.storage,
        metastore=services.metastore,
        broker=services.broker,
        web=services.web,
        execution=services.execution,
        count=config.count,
        instance_type=config.instance_type,
        ami_id=site.image_for(config.instance_type),
        volume_size=config.volume_size,
        depends_on=services.logs.ready,
    )


def worker_group_of(
    scope: Construct, site: Site, services: Services, masters: Masters, name: str
) -> WorkerGroup:
    """Return the worker group `name` of `site`, whose logs `masters` may fetch."""
    config, foundation = site.environment.workers[name], site.foundation
    group = WorkerGroup(
        scope,
        name,
        deployment=site.deployment,
        encryption_key=foundation.encryption_key,
        network=foundation.network,
        secrets=foundation.secrets,
        storage=foundation.storage,
        metastore=services.metastore,
        broker=services.broker,
        execution=services.execution,
        group_name=name,
        instance_types=config.instance_types,
        min_size=config.min_size,
        max_size=config.max_size,
        spot_percentage=config.spot_percentage,
        on_demand_base_capacity=config.on_demand_base_capacity,
        queues=config.queues,
        policy_arns=config.policy_arns,
        ami_id=site.image_for(config.instance_types[0]),
        volume_size=config.volume_size,
        depends_on=services.logs.ready,
    )
    group.allow_from(masters.security_group)
    return group
