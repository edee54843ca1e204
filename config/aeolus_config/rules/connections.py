"""Database connections: what Airflow opens at its largest, against what the metastore allows.

Airflow's processes have a pool each (SQLAlchemy QueuePool: `pool_size` kept, `max_overflow` more
under load). The threads of an api-server's process may use all of both; scheduler, dag-processor
and triggerer work in one loop and stay within the pool. Workers of Airflow 3 have no access to the
metadata: each of their processes keeps one connection to Celery's result backend, which is in the
same instance, and the main process another.
"""

from __future__ import annotations

from collections.abc import Iterator

from aeolus_config.model import Environment, Topology

from .rds_classes import RESERVED_CONNECTIONS, usable_connections
from .registry import Finding, rule

POOL_SIZE, MAX_OVERFLOW = 5, 10
"""Airflow's defaults of `[database] sql_alchemy_pool_size` and `sql_alchemy_max_overflow`."""

LOOPS_PER_MASTER = 3
"""Scheduler, dag-processor and triggerer."""

COMMANDS = 5
"""Kept for `airflow` commands, migrations and failover."""


@rule(source="Amazon RDS User Guide, DB instance class types")
def metastore_class_is_known(environment: Environment) -> Iterator[Finding]:
    """The metastore's class is one whose memory, and so whose connections, are known."""
    instance_class = environment.metastore.instance_class
    if usable_connections(instance_class) is None:
        yield Finding(
            ("metastore", "instance_class"),
            "is no class that RDS for PostgreSQL is known to have (t3, t4g, m5 to m8g, r5 to r8g, "
            "x2g)",
            "write one such as db.t4g.small or db.m7g.large",
        )


@rule(source="Amazon RDS User Guide, Maximum number of database connections; SQLAlchemy, QueuePool")
def connections_fit_the_metastore(environment: Environment) -> Iterator[Finding]:
    """Masters, and workers at their maximum, open no more connections than the class allows."""
    room = usable_connections(environment.metastore.instance_class)
    if environment.topology is not Topology.CLUSTER or room is None:
        return
    masters, workers = _of_masters(environment), _of_workers(environment)
    needed = masters + workers + COMMANDS
    if needed > room:
        yield Finding(
            ("metastore", "instance_class"),
            f"leaves {room} connections (max_connections less {RESERVED_CONNECTIONS} reserved), "
            f"and {needed} may be opened: {masters} by masters, {workers} by workers at their "
            f"maximum, {COMMANDS} by commands",
            "take a larger class, or lower max_size, concurrency or api_server_workers",
        )


def _of_masters(environment: Environment) -> int:
    pool = _option(environment, "sql_alchemy_pool_size", POOL_SIZE)
    overflow = _option(environment, "sql_alchemy_max_overflow", MAX_OVERFLOW)
    masters = environment.masters
    return masters.count * (
        masters.api_server_workers * (pool + overflow) + LOOPS_PER_MASTER * pool
    )


def _of_workers(environment: Environment) -> int:
    return sum(group.max_size * (group.concurrency + 1) for group in environment.workers.values())


def _option(environment: Environment, name: str, default: int) -> int:
    """Return an override of `[database]`; less than nothing is SQLAlchemy's "without limit"."""
    value = str(environment.airflow.config.get("database", {}).get(name, default))
    number = int(value) if value.lstrip("-").isdecimal() else default
    return number if number >= 0 else 10**6
