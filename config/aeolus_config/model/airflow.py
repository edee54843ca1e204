"""Airflow itself: its version, additions to it, and the clocks a deployer must get right."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

from .base import Model
from .format import Format


def _option(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    """Return an option's value; one error instead of one per type."""
    try:
        return handler(value)
    except ValidationError as error:
        raise PydanticCustomError("option", "is no option's value") from error


Section = Annotated[str, Format("a section's name", "scheduler", r"[A-Za-z0-9_.-]+")]
Option = Annotated[str, Format("an option's name", "dag_dir_list_interval", r"[A-Za-z0-9_.-]+")]
OptionValue = Annotated[str | int | float | bool, WrapValidator(_option)]
Requirement = Annotated[
    str, Format("a Python requirement", "pandas>=2,<3", r"[A-Za-z0-9][^\n\r]*", 500)
]


class AirflowConfig(Model):
    """`airflow.cfg` and what is installed beside Airflow."""

    version: Literal["3.3.2"] = "3.3.2"
    """Airflow's version; this release of Aeolus is proven with one."""
    requirements: tuple[Requirement, ...] = ()
    """More Python requirements, resolved against Airflow's lock file."""
    config: dict[Section, dict[Option, OptionValue]] = Field(default_factory=dict)
    """Overrides of `airflow.cfg`, section → option → value; keys the deployer owns are refused."""
    longest_task_hours: float = Field(default=12, gt=0, le=48)
    """The longest a task may run; drains and the broker's visibility time-out follow it."""
    task_queued_timeout_seconds: int = Field(default=1800, ge=1, le=86400)
    """`[scheduler] task_queued_timeout`: a worker must boot and get its DAGs within it."""
    worker_boot_seconds: int = Field(default=300, ge=1, le=86400)
    """The time a worker is given from launch to its first task."""
