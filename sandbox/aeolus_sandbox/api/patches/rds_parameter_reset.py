"""RDS: parameters can be set back to their defaults."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement, method


def _reset(self: Any) -> Any:
    from moto.core.responses import ActionResult
    from moto.rds.exceptions import DBParameterGroupNotFoundError

    name = self.params.get("DBParameterGroupName")
    group = self.backend.db_parameter_groups.get(name)
    if group is None:
        raise DBParameterGroupNotFoundError(name)
    named = [one["ParameterName"] for one in self.params.get("Parameters", [])]
    for parameter in list(group.parameters) if self.params.get("ResetAllParameters") else named:
        group.parameters.pop(parameter, None)
    return ActionResult({"DBParameterGroupName": name})


def _replacements() -> Sequence[Replacement]:
    from moto.rds.responses import RDSResponse

    return [method(RDSResponse, "reset_db_parameter_group", _reset)]


PATCH = Patch(
    name="rds_parameter_reset",
    aws="ResetDBParameterGroup sets parameters back, as Terraform does with those taken out",
    source="Amazon RDS API Reference, ResetDBParameterGroup",
    moto="has no ResetDBParameterGroup",
    replacements=_replacements,
)
