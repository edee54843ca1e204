"""RDS: Performance Insights reads back as it was asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement

_FREE_RETENTION_DAYS = 7


def _remember(instance: Any, request: dict[str, Any]) -> None:
    if "enable_performance_insights" not in request:
        return
    enabled = request["enable_performance_insights"]
    retention = request.get("performance_insights_retention_period", _FREE_RETENTION_DAYS)
    instance.performance_insights_enabled = enabled
    instance.performance_insights_kms_key_id = request.get("performance_insights_kms_key_id")
    instance.performance_insights_retention_period = retention if enabled else None


def _on_creation(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_db_instance(self: Any, db_kwargs: dict[str, Any]) -> Any:
        instance = original(self, db_kwargs)
        _remember(instance, db_kwargs)
        return instance

    return create_db_instance


def _on_change(original: Callable[..., Any]) -> Callable[..., Any]:
    def modify_db_instance(self: Any, identifier: str, db_kwargs: dict[str, Any]) -> Any:
        instance = original(self, identifier, db_kwargs)
        _remember(instance, db_kwargs)
        return instance

    return modify_db_instance


def _replacements() -> Sequence[Replacement]:
    from moto.rds.models import RDSBackend

    return [
        Replacement(RDSBackend, "create_db_instance", _on_creation),
        Replacement(RDSBackend, "modify_db_instance", _on_change),
    ]


PATCH = Patch(
    name="rds_performance_insights",
    aws="DBInstance tells whether Performance Insights is on, its key and retention (7 days free)",
    source="Amazon RDS API Reference, CreateDBInstance and DBInstance",
    moto="forgets all three",
    replacements=_replacements,
)
