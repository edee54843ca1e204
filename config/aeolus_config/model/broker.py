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
    engine_version: MajorVersion = "8.0"
    node_type: NodeType = "cache.t4g.micro"
    num_node_groups: int = Field(default=1, ge=1, le=500)
    """Shards. More than one is cluster mode, which Celery cannot use (CROSSSLOT)."""
    replicas_per_node_group: int = Field(default=1, ge=0, le=5)
    snapshot_retention_limit: int = Field(default=1, ge=0, le=35)
    """Days."""
    snapshot_window: DailyWindow = "02:00-03:00"
    maintenance_window: MaintenanceWindow = "sun:06:00-sun:07:00"
    visibility_timeout_hours: float = Field(default=24, gt=0, le=168)
    """After this an unacknowledged task is delivered again, so it must outlast every task."""
