"""RDS: a DB instance stands in a zone of its subnet group, and its standby in another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from aeolus_sandbox.api.patches.patch import Patch, Replacement


def swap(instance: Any) -> None:
    """Let the standby of moto's DB instance be its primary, and the other way round."""
    zones = instance.secondary_availability_zone, instance.availability_zone
    instance.availability_zone, instance.secondary_availability_zone = zones


def _zones(instance: Any) -> list[str]:
    """Return the zones of an instance's subnet group, or of the account's default subnets."""
    group = getattr(instance, "db_subnet_group", None)
    if group is not None:
        return sorted({subnet["SubnetAvailabilityZone"]["Name"] for subnet in group.subnets})
    from moto.ec2.models import ec2_backends

    return sorted(ec2_backends[instance.account_id][instance.region].subnets)


def _place(instance: Any, zone: str | None) -> None:
    zones = _zones(instance)
    instance.availability_zone = zone or (zones or [instance.availability_zone])[0]
    others = [one for one in zones if one != instance.availability_zone]
    former = getattr(instance, "secondary_availability_zone", None)
    standby = former if former in others else next(iter(others), None)
    instance.secondary_availability_zone = standby if instance.multi_az else None


def _on_creation(original: Callable[..., Any]) -> Callable[..., Any]:
    def create_db_instance(self: Any, db_kwargs: dict[str, Any]) -> Any:
        instance = original(self, db_kwargs)
        _place(instance, db_kwargs.get("availability_zone"))
        return instance

    return create_db_instance


def _on_change(original: Callable[..., Any]) -> Callable[..., Any]:
    def modify_db_instance(self: Any, identifier: str, db_kwargs: dict[str, Any]) -> Any:
        instance = original(self, identifier, db_kwargs)
        _place(instance, instance.availability_zone)
        return instance

    return modify_db_instance


def _replacements() -> Sequence[Replacement]:
    from moto.rds.models import RDSBackend

    return [
        Replacement(RDSBackend, "create_db_instance", _on_creation),
        Replacement(RDSBackend, "modify_db_instance", _on_change),
    ]


PATCH = Patch(
    name="rds_zones",
    aws="a DB instance is in a zone of its subnet group, and tells its standby's if it is Multi-AZ",
    source="Amazon RDS API Reference, DBInstance",
    moto="puts it into the region's zone `a`, and knows no standby",
    replacements=_replacements,
)
