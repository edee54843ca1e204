"""RDS: what is stopped cannot be modified."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement

_STOPPED = ("stopped", "stopping")


def _refusing(original: Callable[..., Any]) -> Callable[..., Any]:
    def modify_db_instance(self: Any, identifier: str, db_kwargs: dict[str, Any]) -> Any:
        from moto.rds.exceptions import RDSClientError

        there = self.databases.get(identifier)
        if there is not None and there.status in _STOPPED:
            raise RDSClientError(
                "InvalidDBInstanceState", "Database instance is not in available state."
            )
        return original(self, identifier, db_kwargs)

    return modify_db_instance


def _replacements() -> Sequence[Replacement]:
    from moto.rds.models import RDSBackend

    return [Replacement(RDSBackend, "modify_db_instance", _refusing)]


PATCH = Patch(
    name="rds_stopped",
    aws="ModifyDBInstance refuses a stopped DB instance, be it to lift its deletion protection",
    source="Amazon RDS User Guide, Stopping an Amazon RDS DB instance temporarily",
    moto="changes it",
    replacements=_replacements,
)
