"""RDS: parameters that a user set say so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _as_users(original: Callable[..., None]) -> Callable[..., None]:
    def update_parameters(self: Any, new_parameters: Any) -> None:
        original(self, [{**parameter, "Source": "user"} for parameter in new_parameters])

    return update_parameters


def _replacements() -> Sequence[Replacement]:
    from moto.rds.models import DBParameterGroup

    return [Replacement(DBParameterGroup, "update_parameters", _as_users)]


PATCH = Patch(
    name="rds_parameter_source",
    aws="Source is `user` for a parameter that was modified; Terraform reads only those",
    source="Amazon RDS API Reference, Parameter",
    moto="gives no Source",
    replacements=_replacements,
)
