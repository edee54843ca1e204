"""The Celery broker."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from .base import DailyWindow, MaintenanceWindow, MajorVersion, Model, NodeType


class BrokerEngine(StrEnum):
    """An ElastiCache engine."""

    VALKEY = "valkey"
    REDIS = "redis"


class BrokerConfig(Model):
    """ElastiCache; keys as in `aws_elasticache_replication_group`."""

    engine: BrokerEngine = BrokerEngine.VALKEY
    """`valkey` or `redis`."""
    engine_version: MajorVersion = "8.0"
    """In quotes, or 8.0 becomes a number."""
    node_type: NodeType = "cache.t4g.micro"
    """Its memory bounds the tasks that can wait."""
    num_node_groups: int = Field(default=1, ge=1, le=500)
    """Shards. More than one is cluster mode, which Celery cannot use (CROSSSLOT)."""
    replicas_per_node_group: int = Field(default=1, ge=0, le=5)
    """Copies to fail over to; production needs one."""
    snapshot_retention_limit: int = Field(default=1, ge=0, le=35)
    """Days."""
    snapshot_window: DailyWindow = "02:00-03:00"
    """Daily window in UTC, an hour at least."""
    maintenance_window: MaintenanceWindow = "sun:06:00-sun:07:00"
    """Weekly window in UTC, an hour at least."""
    visibility_timeout_hours: float = Field(default=24, gt=0, le=168)
    """After this an unacknowledged task is delivered again, so it must outlast every task."""
