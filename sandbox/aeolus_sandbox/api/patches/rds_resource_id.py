"""RDS instances: an own resource id for each."""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def _resource_id() -> str:
    return "db-" + "".join(random.choices(string.ascii_uppercase + string.digits, k=26))


def _renewing(original: Callable[..., Any]) -> Callable[..., Any]:
    def create(self: Any, *args: Any, **kwargs: Any) -> Any:
        instance = original(self, *args, **kwargs)
        instance.dbi_resource_id = _resource_id()
        return instance

    return create


def _replacements() -> Sequence[Replacement]:
    from moto.rds.models import RDSBackend

    return [
        Replacement(RDSBackend, "create_db_instance", _renewing),
        Replacement(RDSBackend, "create_db_instance_read_replica", _renewing),
    ]


PATCH = Patch(
    name="rds_resource_id",
    aws="DbiResourceId is unique in the region; Terraform reads an instance back by it",
    source="Amazon RDS API Reference, DBInstance",
    moto="every instance has db-M5ENSHXFPU6XHZ4G4ZEI5QIO2U",
    replacements=_replacements,
)
