"""The machines: masters, worker groups, and the one machine of a single node."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from .base import GroupName, InstanceType, Model, PolicyArn, Queue


class SchedulerMode(StrEnum):
    """`active_standby`: one scheduler runs, others wait; `active_active`: each master runs one."""

    ACTIVE_STANDBY = "active_standby"
    ACTIVE_ACTIVE = "active_active"


class SchedulerLease(Model):
    """Timings of the active scheduler's lease, in seconds."""

    renew_seconds: float = Field(default=2, gt=0, le=300)
    stop_seconds: float = Field(default=6, gt=0, le=300)
    """A holder that could not renew for this long stops its scheduler."""
    ttl_seconds: float = Field(default=10, gt=0, le=300)
    """An observer that sees no renewal for this long takes the lease for lapsed."""


class MastersConfig(Model):
    """The nodes of api-server, scheduler, dag-processor and triggerer."""

    count: int = Field(default=2, ge=1, le=10)
    instance_type: InstanceType = "t4g.medium"
    volume_size: int = Field(default=16, ge=8, le=16384)
    """GiB of the root volume."""
    scheduler_mode: SchedulerMode = SchedulerMode.ACTIVE_STANDBY
    scheduler_lease: SchedulerLease = SchedulerLease()
    api_server_workers: int = Field(default=2, ge=1, le=64)
    """`[api] workers`: processes of the api-server on each master."""


class DrainConfig(Model):
    """How a worker leaves; the lifecycle hook holds its instance meanwhile."""

    heartbeat_timeout_seconds: int = Field(default=1728, ge=30, le=7200)
    """A hook lasts at most 100 heart-beats and 48 h (Amazon EC2 Auto Scaling, lifecycle hooks)."""


class WorkerGroupConfig(Model):
    """A group of Celery workers that serves its own queues."""

    instance_types: tuple[InstanceType, ...] = Field(min_length=1, max_length=40)
    """Alternatives of one architecture, the preferred first."""
    min_size: int = Field(default=0, ge=0, le=1000)
    max_size: int = Field(ge=0, le=1000)
    spot_percentage: int = Field(default=0, ge=0, le=100)
    """Share of Spot above `on_demand_base_capacity`."""
    on_demand_base_capacity: int = Field(default=0, ge=0, le=1000)
    concurrency: int = Field(default=16, ge=1, le=256)
    """`[celery] worker_concurrency`: tasks at a time on one worker."""
    queues: tuple[Queue, ...] = Field(min_length=1, max_length=100)
    policy_arns: tuple[PolicyArn, ...] = Field(default=(), max_length=10)
    """IAM policies that this group's tasks need."""
    volume_size: int = Field(default=16, ge=8, le=16384)
    """GiB of the root volume."""
    drain: DrainConfig = DrainConfig()


class SingleNodeConfig(Model):
    """The one machine of topology `single_node`."""

    instance_type: InstanceType = "t4g.medium"
    volume_size: int = Field(default=12, ge=8, le=16384)
    """GiB of the root volume."""
    data_volume_size: int = Field(default=16, ge=8, le=16384)
    """GiB of the data volume, which outlives the instance."""
    concurrency: int = Field(default=4, ge=1, le=256)
    queues: tuple[Queue, ...] = Field(default=("default",), min_length=1, max_length=100)
    api_server_workers: int = Field(default=1, ge=1, le=64)
    policy_arns: tuple[PolicyArn, ...] = Field(default=(), max_length=10)


WorkerGroups = dict[GroupName, WorkerGroupConfig]
