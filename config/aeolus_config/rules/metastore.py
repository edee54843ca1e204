"""The metadata database."""

from __future__ import annotations

from collections.abc import Iterator

from aeolus_config.model import Environment

from .registry import Finding, rule

POSTGRES_VERSIONS = ("13", "14", "15", "16", "17")
"""Major versions that RDS offers and Airflow 3 is tested with."""

GROWTH_PERCENT = 10
"""RDS wants the storage to be able to grow by this much at least."""


@rule(source="Amazon RDS for PostgreSQL Release Notes; Airflow, Prerequisites")
def metastore_version_is_offered(environment: Environment) -> Iterator[Finding]:
    """The metastore's version is a major one that RDS offers and Airflow is tested with."""
    version = environment.metastore.engine_version
    if version not in POSTGRES_VERSIONS:
        major = version.split(".")[0]
        cure = f'write "{major if major in POSTGRES_VERSIONS else POSTGRES_VERSIONS[-1]}"'
        yield Finding(
            ("metastore", "engine_version"),
            f"must be a major version out of {', '.join(POSTGRES_VERSIONS)}; RDS picks the minor",
            cure,
        )


@rule(source="Amazon RDS User Guide, Managing capacity automatically with storage autoscaling")
def metastore_storage_can_grow(environment: Environment) -> Iterator[Finding]:
    """The storage's maximum is a tenth above what is allocated, as RDS demands."""
    metastore = environment.metastore
    least = -(-metastore.allocated_storage * (100 + GROWTH_PERCENT) // 100)
    if metastore.max_allocated_storage < least:
        yield Finding(
            ("metastore", "max_allocated_storage"),
            f"must be at least {least} GiB: {GROWTH_PERCENT} percent more than the "
            f"{metastore.allocated_storage} GiB of allocated_storage",
            f"write {least} or more",
        )
