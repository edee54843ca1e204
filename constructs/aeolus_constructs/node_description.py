"""From a cluster's parts to what its nodes are told of themselves."""

from __future__ import annotations

from dataclasses import replace

from aeolus_agent import ports
from aeolus_agent.description import (
    Acme,
    Broker,
    Database,
    Lasting,
    Lease,
    Leaving,
    NodeDescription,
    Role,
    Serving,
    Work,
)
from aeolus_agent.git_access import GitAccess
from aeolus_config.model import Environment, GitDags, S3Dags, WebConfig
from aeolus_config.model.nodes import MastersConfig, SchedulerMode
from aeolus_node.airflow_cfg import metrics, parallelism
from aeolus_node.ssm_agent import pinned

from .deployment import Deployment
from .foundation import Foundation, git_server_of
from .lifecycle_hooks import DRAIN_HOOK
from .masters import SUFFIX as MASTERS
from .metastore import Metastore
from .scheduler_failover import SchedulerFailover
from .services import Services
from .single_node import SUFFIX as SINGLE_NODE
from .site import Site
from .telemetry import log_group_prefix, metric_namespace
from .warm_pool import PREPARE_HOOK
from .worker_group import suffix_of

HOUR = 3600
HERE = "127.0.0.1"


def master_of(site: Site, services: Services) -> NodeDescription:
    """Return what each master of `site` is told; they have no difference."""
    environment, deployment = site.environment, site.deployment
    metastore, broker = services.metastore, services.broker
    return _scheduling(
        environment,
        deployment,
        site.foundation,
        role=Role.MASTER,
        autoscaling_group=deployment.name(MASTERS),
        metastore=(metastore.address, metastore.port),
        broker=(broker.primary_address, broker.port),
        serving=Serving(
            workers=environment.masters.api_server_workers,
            trusted_proxies=_forwarding(services),
        ),
        lease=_lease(environment.masters, services.scheduler),
    )


def single_of(
    environment: Environment, deployment: Deployment, foundation: Foundation, lasting: Lasting
) -> NodeDescription:
    """Return what a single node is told: all is on it, and `lasting` is what it takes over."""
    config = environment.single_node
    return _scheduling(
        environment,
        deployment,
        foundation,
        role=Role.SINGLE_NODE,
        autoscaling_group=deployment.name(SINGLE_NODE),
        metastore=(HERE, ports.POSTGRES),
        broker=(HERE, ports.REDIS),
        # nginx, which speaks to it from the same machine.
        serving=Serving(workers=config.api_server_workers, trusted_proxies=(HERE,)),
        work=Work(config.concurrency, config.queues),
        lasting=lasting,
        acme=_acme(environment.web),
    )


def _scheduling(
    environment: Environment,
    deployment: Deployment,
    foundation: Foundation,
    *,
    role: Role,
    autoscaling_group: str,
    metastore: tuple[str, int],
    broker: tuple[str, int],
    serving: Serving,
    work: Work | None = None,
    lease: Lease | None = None,
    lasting: Lasting | None = None,
    acme: Acme | None = None,
) -> NodeDescription:
    """Return what a node is told that schedules; `metastore` and `broker` are host and port."""
    return NodeDescription(
        environment=environment.name,
        region=environment.region,
        role=role,
        group="",
        airflow_version=environment.airflow.version,
        bucket=foundation.storage.bucket_name,
        dags_prefix=environment.dags.prefix if isinstance(environment.dags, S3Dags) else "",
        log_group=log_group_prefix(deployment),
        metric_namespace=metric_namespace(deployment),
        autoscaling_group=autoscaling_group,
        secrets=foundation.secrets.master_arns,
        metastore=Database(*metastore, Metastore.database_name, Metastore.owner_name),
        result_backend=Database(
            *metastore,
            Metastore.result_backend_database_name,
            Metastore.result_backend_role_name,
        ),
        broker=Broker(*broker, int(environment.broker.visibility_timeout_hours * HOUR)),
        work=work,
        serving=serving,
        lease=lease,
        parallelism=parallelism(environment),
        metrics=metrics(environment),
        ssm_agent=pinned(),
        lasting=lasting,
        acme=acme,
        git=_git(environment),
    )


def worker_of(site: Site, services: Services, name: str) -> NodeDescription:
    """Return what each worker of group `name` is told: no secret of the masters is among it."""
    config = site.environment.workers[name]
    return replace(
        master_of(site, services),
        role=Role.WORKER,
        group=name,
        autoscaling_group=site.deployment.name(suffix_of(name)),
        secrets=site.foundation.secrets.worker_arns,
        serving=None,
        lease=None,
        parallelism=None,
        work=Work(config.concurrency, config.queues),
        leaving=Leaving(
            hook=DRAIN_HOOK,
            heartbeat_timeout_seconds=config.drain.heartbeat_timeout_seconds,
            deadline_seconds=config.drain.deadline_seconds
            or site.environment.airflow.longest_task_hours * HOUR,
        ),
        prepare_hook=PREPARE_HOOK if config.warm_pool else None,
    )


def _lease(masters: MastersConfig, scheduler: SchedulerFailover) -> Lease:
    times = masters.scheduler_lease
    return Lease(
        table=scheduler.table.name,
        function=scheduler.name,
        exclusive=masters.scheduler_mode is SchedulerMode.ACTIVE_STANDBY,
        renew_seconds=times.renew_seconds,
        stop_seconds=times.stop_seconds,
        ttl_seconds=times.ttl_seconds,
    )


def _acme(web: WebConfig) -> Acme | None:
    """Return who signs a single node's certificate; a rule sees to the zone."""
    if web.acme is None or web.hosted_zone_id is None:
        return None
    return Acme(web.acme.email, web.acme.directory_url, web.hosted_zone_id)


def _git(environment: Environment) -> GitAccess | None:
    """Return how a private repository of DAGs is reached; None where no credentials are given."""
    dags, server = environment.dags, git_server_of(environment)
    if server is None or not isinstance(dags, GitDags) or dags.credentials_secret_arn is None:
        return None
    keys = tuple(line.partition(" ")[2] for line in dags.ssh_host_keys)
    return GitAccess(server.host, server.port, server.ssh, keys)


def _forwarding(services: Services) -> tuple[str, ...]:
    """Return where requests come from that load balancers forward to a master."""
    balancers = services.web.load_balancer, services.execution.load_balancer
    return tuple(dict.fromkeys(each for one in balancers for each in one.cidr_blocks))
