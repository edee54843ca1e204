"""How each Terraform resource type bills: one small class a type, and those that are free."""

from __future__ import annotations

from . import compute, data, network, operations
from .free import FREE
from .resource_type import ResourceType

_BY_FAMILY: dict[str, tuple[ResourceType, ...]] = {
    "compute": compute.TYPES,
    "data": data.TYPES,
    "network": network.TYPES,
    "operations": operations.TYPES,
}

PRICED: dict[str, ResourceType] = {
    each.type: each for types in _BY_FAMILY.values() for each in types
}
FAMILIES: dict[str, str] = {
    each.type: family for family, types in _BY_FAMILY.items() for each in types
}
"""Each priced type's family."""

__all__ = ["FAMILIES", "FREE", "PRICED"]
