"""The machines: masters, worker groups, and the one machine of a single node."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from .airflow import Requirement
from .base import (
    AvailabilityZone,
    Days,
    GroupName,
    InstanceType,
    Model,
    PolicyArn,
    Queue,
    SubnetId,
    TimeOfDay,
    TimeZone,
)
from .warm_pool import WarmPoolConfig


class SchedulerMode(StrEnum):
    """`active_standby`: one scheduler runs, others wait; `active_active`: each master runs one."""

    ACTIVE_STANDBY = "active_standby"
    ACTIVE_ACTIVE = "active_active"


class SchedulerLease(Model):
    """The active scheduler's lease; times are in seconds."""

    renew_seconds: float = Field(default=2, gt=0, le=300)
    """The holder renews the lease this often."""
    stop_seconds: float = Field(default=6, gt=0, le=300)
    """A holder that could not renew for this long stops its scheduler."""
    ttl_seconds: float = Field(default=10, gt=0, le=300)
    """An observer that sees no renewal for this long takes the lease for lapsed."""
    reserved_concurrent_executions: int | None = Field(default=None, ge=1, le=100)
    """Of the function that moves the lease; none is needed, and a new account has none to give."""


class MastersConfig(Model):
    """The nodes of api-server, scheduler, dag-processor and triggerer."""

    count: int = Field(default=2, ge=1, le=10)
    """Masters, spread over the zones; production needs two."""
    instance_type: InstanceType = "t4g.medium"
    """2 GiB of memory at least."""
    volume_size: int = Field(default=16, ge=8, le=16384)
    """GiB of the root volume."""
    scheduler_mode: SchedulerMode = SchedulerMode.ACTIVE_STANDBY
    """Whether one master's scheduler runs, or every master's."""
    scheduler_lease: SchedulerLease = SchedulerLease()
    """Timings of `active_standby`."""
    api_server_workers: int = Field(default=2, ge=1, le=64)
    """`[api] workers`: processes of the api-server on each master."""


class DrainConfig(Model):
    """How a worker leaves; the lifecycle hook holds its instance meanwhile."""

    heartbeat_timeout_seconds: int = Field(default=1728, ge=30, le=7200)
    """A hook lasts at most 100 heart-beats and 48 h (Amazon EC2 Auto Scaling, lifecycle hooks)."""
    deadline_seconds: int | None = Field(default=None, ge=60, le=172800)
    """After so long its tasks are given up, by name; by default `airflow.longest_task_hours`."""


class ScheduleConfig(Model):
    """A window of the week in which a group has more workers at least."""

    days: Days
    """On which it begins; `sat-mon` is three days."""
    start: TimeOfDay
    """By the clock of the time zone."""
    end: TimeOfDay
    """Of the next day, where it is not after `start`."""
    time_zone: TimeZone
    """Whose clock it is; daylight saving is the zone's."""
    min_size: int = Field(ge=1, le=1000)
    """Workers at least meanwhile."""


class WorkerGroupConfig(Model):
    """A group of Celery workers that serves its own queues."""

    instance_types: tuple[InstanceType, ...] = Field(min_length=1, max_length=40)
    """Alternatives of one architecture, the preferred first."""
    min_size: int = Field(default=0, ge=0, le=1000)
    """Workers that are always there; 0 scales to nothing."""
    max_size: int = Field(ge=0, le=1000)
    """Workers at most; 0 switches the group off."""
    schedules: tuple[ScheduleConfig, ...] = Field(default=(), max_length=10)
    """Windows with a minimum of their own; of several that overlap the largest counts."""
    spot_percentage: int = Field(default=0, ge=0, le=100)
    """Share of Spot above `on_demand_base_capacity`."""
    on_demand_base_capacity: int = Field(default=0, ge=0, le=1000)
    """Workers that are never Spot."""
    concurrency: int = Field(default=16, ge=1, le=256)
    """`[celery] worker_concurrency`: tasks at a time on one worker."""
    queues: tuple[Queue, ...] = Field(min_length=1, max_length=100)
    """Queues that this group serves; some group serves `default`."""
    policy_arns: tuple[PolicyArn, ...] = Field(default=(), max_length=10)
    """IAM policies that this group's tasks need."""
    requirements: tuple[Requirement, ...] = Field(default=(), max_length=100)
    """Python requirements of this group's tasks, beside `airflow.requirements`."""
    availability_zones: tuple[AvailabilityZone, ...] = Field(default=(), max_length=6)
    """Zones that its workers are in, of the environment's; empty: all of them."""
    subnet_ids: dict[AvailabilityZone, SubnetId] = Field(default_factory=dict)
    """Subnets of an existing network that its workers are in; empty: its private ones."""
    volume_size: int = Field(default=16, ge=8, le=16384)
    """GiB of the root volume."""
    scale_in_cooldown_seconds: int = Field(default=300, ge=60, le=3600)
    """Less must have been needed for so long before idle workers leave."""
    warm_pool: WarmPoolConfig | None = None
    """Workers kept prepared beside the group; none by default."""
    drain: DrainConfig = DrainConfig()
    """How workers leave."""

    @property
    def own_requirements(self) -> tuple[str, ...]:
        """What its workers install beside what all nodes do; none, as everybody else."""
        return tuple(sorted(self.requirements))


class SingleNodeConfig(Model):
    """The one machine of topology `single_node`."""

    instance_type: InstanceType = "t4g.medium"
    """4 GiB of memory at least."""
    volume_size: int = Field(default=12, ge=8, le=16384)
    """GiB of the root volume."""
    data_volume_size: int = Field(default=16, ge=8, le=16384)
    """GiB of the data volume, which outlives the instance."""
    concurrency: int = Field(default=4, ge=1, le=256)
    """`[celery] worker_concurrency`: tasks at a time."""
    queues: tuple[Queue, ...] = Field(default=("default",), min_length=1, max_length=100)
    """Queues that its worker serves; `default` is one of them."""
    api_server_workers: int = Field(default=1, ge=1, le=64)
    """`[api] workers`: processes of the api-server."""
    policy_arns: tuple[PolicyArn, ...] = Field(default=(), max_length=10)
    """IAM policies that tasks need."""


WorkerGroups = dict[GroupName, WorkerGroupConfig]
