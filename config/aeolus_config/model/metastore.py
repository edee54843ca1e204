"""The metadata database."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import DailyWindow, InstanceClass, MaintenanceWindow, MajorVersion, Model


class MetastoreConfig(Model):
    """RDS; keys as in `aws_db_instance`."""

    engine: Literal["postgres"] = "postgres"
    """PostgreSQL."""
    engine_version: MajorVersion = "17"
    """The major version only: RDS chooses the minor one and upgrades it."""
    instance_class: InstanceClass = "db.t4g.small"
    """Its memory bounds the connections, and so masters and workers."""
    allocated_storage: int = Field(default=20, ge=20, le=65536)
    """GiB; 20 is the least gp3 takes."""
    max_allocated_storage: int = Field(default=100, ge=20, le=65536)
    """GiB up to which RDS grows the storage by itself."""
    multi_az: bool = True
    """A standby in another zone; production needs it."""
    backup_retention_period: int = Field(default=7, ge=0, le=35)
    """Days."""
    backup_window: DailyWindow = "03:00-04:00"
    """Daily window in UTC, half an hour at least, apart from maintenance."""
    maintenance_window: MaintenanceWindow = "sun:04:30-sun:05:30"
    """Weekly window in UTC, half an hour at least."""
    deletion_protection: bool = True
    """Production needs it; `aeolus destroy` lifts it."""
    performance_insights_enabled: bool = False
    """RDS Performance Insights, kept for seven days."""
