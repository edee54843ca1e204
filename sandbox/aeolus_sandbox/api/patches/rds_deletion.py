"""RDS: a DB instance that is deleted is there until its server is gone, where servers run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api import observations
from aeolus_sandbox.api.patches.patch import Patch, Replacement
from aeolus_sandbox.api.patches.rds_status import key, wanted


def forget(backend: Any, identifier: str) -> None:
    """Forget a DB instance; it is no longer described."""
    backend.databases.pop(identifier, None)


def _keeping(original: Callable[..., Any]) -> Callable[..., Any]:
    def delete_db_instance(self: Any, db_instance_identifier: str, **kwargs: Any) -> Any:
        from moto.rds.exceptions import RDSClientError

        there = self.databases.get(db_instance_identifier)
        if there is not None and wanted(there) == "deleting":
            raise RDSClientError(
                "InvalidDBInstanceState",
                f"Instance {db_instance_identifier} is already being deleted.",
            )
        instance = original(self, db_instance_identifier, **kwargs)
        if key(instance) in observations.status:
            self.databases[db_instance_identifier] = instance
        return instance

    return delete_db_instance


def _replacements() -> Sequence[Replacement]:
    from moto.rds.models import RDSBackend

    return [Replacement(RDSBackend, "delete_db_instance", _keeping)]


PATCH = Patch(
    name="rds_deletion",
    aws="a DB instance that is deleted can be described, as `deleting`, until it is gone",
    source="Amazon RDS API Reference, DeleteDBInstance",
    moto="forgets it at once",
    replacements=_replacements,
)
