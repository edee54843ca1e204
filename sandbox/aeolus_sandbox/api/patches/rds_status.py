"""RDS: a DB instance is available once its server answers, where servers run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.patches.patch import Patch, Replacement
from aeolus_sandbox.api.power import power

# The kind by which the status of instances is observed, by their resource ids.
INSTANCE = "db-instance"
_BECOMING = {"stopped": "stopping", "available": "starting"}


def key(instance: Any) -> tuple[str, str]:
    """Return by what the status of moto's DB instance is observed."""
    return INSTANCE, getattr(instance, "dbi_resource_id", "")


def wanted(instance: Any) -> str:
    """Return the status that moto's DB instance was told to have, whatever its server's is."""
    status: str = vars(instance)["status"]
    return status


def _show(instance: Any) -> str:
    told = wanted(instance)
    return told if told == "deleting" else observations.status.get(key(instance), told)


def _tell(instance: Any, status: str) -> None:
    vars(instance)["status"] = status
    if key(instance) in observations.status and status in _BECOMING:
        observations.status[key(instance)] = _BECOMING[status]


def _creating(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_db_instance(self: Any, *args: Any, **kwargs: Any) -> Any:
        instance = original(self, *args, **kwargs)
        if power.present:
            observations.status[key(instance)] = "creating"
        return instance

    return create_db_instance


def _replacements() -> Sequence[Replacement]:
    from moto.rds.models import DBInstance, RDSBackend

    return [
        Replacement(DBInstance, "status", lambda _: property(_show, _tell)),
        Replacement(RDSBackend, "create_db_instance", _creating),
    ]


PATCH = Patch(
    name="rds_status",
    aws="a DB instance is creating, starting, stopping or rebooting until its server has done so",
    source="Amazon RDS User Guide, Viewing Amazon RDS DB instance status",
    moto="has no servers: an instance is at once what it was told to be",
    replacements=_replacements,
)
