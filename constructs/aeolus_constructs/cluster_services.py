"""From a cluster's configuration to its metastore, broker, entrances and failover."""

from __future__ import annotations

from collections.abc import Sequence

from cdktf import ITerraformDependable
from constructs import Construct

from aeolus_lease.timings import timings_of

from .broker import Broker
from .execution_entrance import ExecutionEntrance
from .load_balancer_logs import LoadBalancerLogs
from .masters import SUFFIX as MASTERS
from .metastore import Metastore
from .metastore_stop import MetastoreStop
from .scheduler_failover import SchedulerFailover
from .secret_provisioner import SecretProvisioner
from .site import Site
from .web_entrance import WebEntrance


def metastore_of(scope: Construct, site: Site) -> Metastore:
    """Return the metastore of `site`."""
    config, foundation = site.environment.metastore, site.foundation
    return Metastore(
        scope,
        "metastore",
        deployment=site.deployment,
        network=foundation.network,
        encryption_key=foundation.encryption_key,
        password=foundation.secrets.metastore_password,
        engine=config.engine,
        engine_version=config.engine_version,
        instance_class=config.instance_class,
        allocated_storage=config.allocated_storage,
        max_allocated_storage=config.max_allocated_storage,
        multi_az=config.multi_az,
        backup_retention_period=config.backup_retention_period,
        backup_window=config.backup_window,
        maintenance_window=config.maintenance_window,
        deletion_protection=site.protection.deletion,
        final_snapshot=site.protection.final_snapshot,
        performance_insights_enabled=config.performance_insights_enabled,
        log_retention_in_days=site.environment.alarms.log_retention_in_days,
        hibernated=site.environment.hibernated,
    )


def metastore_stop_of(
    scope: Construct, site: Site, metastore: Metastore, depends_on: Sequence[ITerraformDependable]
) -> MetastoreStop:
    """Return what keeps the metastore of `site` stopped, once `depends_on` do not use it."""
    return MetastoreStop(
        scope,
        "metastore-stop",
        deployment=site.deployment,
        encryption_key=site.foundation.encryption_key,
        metastore=metastore,
        depends_on=depends_on,
    )


def broker_of(scope: Construct, site: Site) -> Broker:
    """Return the broker of `site`, with the function that gives it its token."""
    config, foundation = site.environment.broker, site.foundation
    provisioner = SecretProvisioner(
        scope,
        "secret-provisioner",
        deployment=site.deployment,
        encryption_key=foundation.encryption_key,
        log_retention_in_days=site.environment.alarms.log_retention_in_days,
    )
    return Broker(
        scope,
        "broker",
        deployment=site.deployment,
        network=foundation.network,
        encryption_key=foundation.encryption_key,
        token=foundation.secrets.broker_token,
        provisioner=provisioner,
        engine=config.engine,
        engine_version=config.engine_version,
        node_type=config.node_type,
        replicas_per_node_group=config.replicas_per_node_group,
        snapshot_retention_limit=config.snapshot_retention_limit,
        snapshot_window=config.snapshot_window,
        maintenance_window=config.maintenance_window,
        hibernated=site.environment.hibernated,
    )


def entrances_of(scope: Construct, site: Site) -> tuple[WebEntrance, ExecutionEntrance]:
    """Return the entrance for people and the one for tasks."""
    config, foundation = site.environment.web, site.foundation
    logs = LoadBalancerLogs(
        scope,
        "load-balancer-logs",
        deployment=site.deployment,
        deletion_protection=site.protection.deletion,
    )
    web = WebEntrance(
        scope,
        "web",
        deployment=site.deployment,
        network=foundation.network,
        logs=logs,
        domain=config.domain,
        hosted_zone_id=config.hosted_zone_id,
        certificate_arn=config.certificate_arn,
        internal=config.internal,
        allowed_cidr_blocks=config.allowed_cidr_blocks,
        deletion_protection=site.protection.deletion,
        hibernated=site.environment.hibernated,
    )
    execution = ExecutionEntrance(
        scope,
        "execution",
        deployment=site.deployment,
        network=foundation.network,
        logs=logs,
        domain=config.domain,
        certificate=web.certificate,
        deletion_protection=site.protection.deletion,
        hibernated=site.environment.hibernated,
    )
    return web, execution


def scheduler_of(scope: Construct, site: Site) -> SchedulerFailover:
    """Return what decides which master of `site` schedules."""
    masters, foundation = site.environment.masters, site.foundation
    return SchedulerFailover(
        scope,
        "scheduler-failover",
        deployment=site.deployment,
        encryption_key=foundation.encryption_key,
        topic=foundation.alarm_topic,
        timings=timings_of(masters.scheduler_lease),
        mode=masters.scheduler_mode.value,
        autoscaling_group=site.deployment.name(MASTERS),
        log_retention_in_days=site.environment.alarms.log_retention_in_days,
        deletion_protection=site.protection.deletion,
        reserved_concurrent_executions=masters.scheduler_lease.reserved_concurrent_executions,
        hibernated=site.environment.hibernated,
    )
