"""From a cluster's configuration to its masters and worker groups."""

from __future__ import annotations

from constructs import Construct

from aeolus_config.model import WarmPoolConfig, WorkerGroupConfig

from .any_network import AnyNetwork
from .masters import Masters
from .node_description import master_of, worker_of
from .node_software import NodeSoftware
from .services import Services
from .site import Site
from .warm_pool import WarmPool
from .worker_group import WorkerGroup


def masters_of(
    scope: Construct, site: Site, services: Services, software: NodeSoftware | None
) -> Masters:
    """Return the masters of `site`, which run `software`; without it there are none for now."""
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
        scheduler=services.scheduler,
        count=config.count,
        instance_type=config.instance_type,
        ami_id=site.image_for(config.instance_type),
        volume_size=config.volume_size,
        user_data=software.user_data(master_of(site, services)) if software else None,
        depends_on=[*foundation.artefacts.ready, *services.logs.ready],
        hibernated=software is None,
    )


def worker_group_of(
    scope: Construct,
    site: Site,
    services: Services,
    software: NodeSoftware | None,
    masters: Masters,
    name: str,
) -> WorkerGroup:
    """Return the worker group `name` of `site`, which runs `software`; `masters` read its logs.

    Without `software` it has no workers for now.
    """
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
        concurrency=config.concurrency,
        scale_in_cooldown_seconds=config.scale_in_cooldown_seconds,
        schedules=config.schedules,
        policy_arns=config.policy_arns,
        subnet_ids=_subnets(config, foundation.network),
        drain_heartbeat_seconds=config.drain.heartbeat_timeout_seconds,
        ami_id=site.image_for(config.instance_types[0]),
        volume_size=config.volume_size,
        warm_pool=_pool(config.warm_pool, site.environment.airflow.worker_boot_seconds),
        user_data=_user_data(site, services, software, name),
        depends_on=[*foundation.artefacts.ready, *services.logs.ready],
        hibernated=software is None,
    )
    group.allow_from(masters.security_group)
    return group


def _subnets(config: WorkerGroupConfig, network: AnyNetwork) -> tuple[str, ...]:
    """Return where a group's workers are, in the order of the environment's zones."""
    by_zone = dict(zip(network.availability_zones, network.node_subnet_ids, strict=True))
    chosen = config.subnet_ids or {
        zone: by_zone[zone] for zone in config.availability_zones or network.availability_zones
    }
    return tuple(chosen[zone] for zone in network.availability_zones if zone in chosen)


def _user_data(
    site: Site, services: Services, software: NodeSoftware | None, name: str
) -> str | None:
    if software is None:
        return None
    requirements = site.environment.workers[name].own_requirements
    return software.user_data(worker_of(site, services, name), requirements)


def _pool(config: WarmPoolConfig | None, boot_seconds: int) -> WarmPool | None:
    if config is None:
        return None
    return WarmPool(
        min_size=config.min_size,
        max_group_prepared_capacity=config.prepared_capacity,
        pool_state=config.pool_state,
        boot_seconds=boot_seconds,
    )
