"""Airflow itself: its version, additions to it, and the clocks a deployer must get right."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .base import Model, Positive

OptionValue = str | int | float | bool
Requirement = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]", strip_whitespace=True)]


class AirflowConfig(Model):
    """`airflow.cfg` and what is installed beside Airflow."""

    version: Literal["3.3.2"] = "3.3.2"
    requirements: tuple[Requirement, ...] = ()
    """More Python requirements, resolved against Airflow's lock file."""
    config: dict[str, dict[str, OptionValue]] = Field(default_factory=dict)
    """Overrides of `airflow.cfg`, section → option → value; keys the deployer owns are refused."""
    longest_task_hours: float = Field(default=12, gt=0, le=48)
    """The longest a task may run; drains and the broker's visibility time-out follow it."""
    task_queued_timeout_seconds: Positive = 1800
    """`[scheduler] task_queued_timeout`: a worker must boot and get its DAGs within it."""
    worker_boot_seconds: Positive = 300
    """The time a worker is given from launch to its first task."""
