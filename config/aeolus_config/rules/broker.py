"""The Celery broker."""

from __future__ import annotations

from collections.abc import Iterator

from aeolus_config.model import BrokerEngine, Environment

from .registry import Finding, rule

VERSIONS = {
    BrokerEngine.VALKEY: ("7.2", "8.0", "8.1", "8.2", "9.0"),
    BrokerEngine.REDIS: ("6.2", "7.0", "7.1"),
}
"""Versions of ElastiCache's engines that take TLS, a token and Multi-AZ."""


@rule(source="Celery, Using Redis; redis.io, Cluster specification (CROSSSLOT)")
def broker_has_one_shard(environment: Environment) -> Iterator[Finding]:
    """The broker has cluster mode off: Celery's commands reach across shards and would fail."""
    if environment.broker.num_node_groups != 1:
        yield Finding(
            ("broker", "num_node_groups"),
            "means cluster mode, in which Celery fails with CROSSSLOT",
            "write 1, and a larger node_type for more room",
        )


@rule(source="Amazon ElastiCache User Guide, Supported engines and versions")
def broker_version_is_offered(environment: Environment) -> Iterator[Finding]:
    """The broker's version is one that ElastiCache has of its engine."""
    broker = environment.broker
    offered = VERSIONS[broker.engine]
    if broker.engine_version not in offered:
        yield Finding(
            ("broker", "engine_version"),
            f"is no version of {broker.engine.value} on ElastiCache; there are "
            f"{', '.join(offered)}",
            f'write "{offered[-1]}"',
        )
