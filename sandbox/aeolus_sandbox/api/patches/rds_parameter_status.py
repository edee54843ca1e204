"""RDS: a DB instance tells whether values of its parameter group wait for a reboot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.patches.patch import Patch, Replacement

# The kind by which it is observed, by the resource id of the instance.
PARAMETERS = "db-parameters"


def _statuses(instance: Any) -> list[dict[str, str]]:
    observed = observations.status.get((PARAMETERS, instance.dbi_resource_id), "in-sync")
    return [
        {"DBParameterGroupName": group.name, "ParameterApplyStatus": observed}
        for group in instance.db_parameter_groups()
    ]


def _replacements() -> Sequence[Replacement]:
    from moto.rds.models import DBInstance

    name = "db_parameter_group_status_list"
    return [Replacement(DBInstance, name, lambda _: property(_statuses))]


PATCH = Patch(
    name="rds_parameter_status",
    aws="ParameterApplyStatus is pending-reboot while a value has been set and does not hold yet",
    source="Amazon RDS API Reference, DBParameterGroupStatus",
    moto="always says that all is in sync",
    replacements=_replacements,
)
