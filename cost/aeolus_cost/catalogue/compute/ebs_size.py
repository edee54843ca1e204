"""The size of a volume, or of what a snapshot was made of."""

from __future__ import annotations

from decimal import Decimal

from aeolus_cost.catalogue.resource_type import View
from aeolus_cost.reading.stack import Resource

ORIGINS = {
    "aws_ebs_volume": (
        ("snapshot_id", "aws_ebs_snapshot"),
        ("snapshot_id", "aws_ebs_snapshot_copy"),
    ),
    "aws_ebs_snapshot": (("volume_id", "aws_ebs_volume"),),
    "aws_ebs_snapshot_copy": (("source_snapshot_id", "aws_ebs_snapshot"),),
}
"""What each is made of: the argument that says so, and the type that it refers to."""
LONGEST = 10
"""Copies of copies that are followed; more is taken for a circle."""


def size_of(resource: Resource, view: View, steps: int = LONGEST) -> Decimal | None:
    """Return gigabytes; None where the configuration does not say."""
    if resource.type == "aws_ebs_volume" and resource.values.has("size"):
        return resource.values.number("size")
    for argument, type_ in ORIGINS[resource.type] if steps else ():
        for origin in view.stack.linked(resource, argument, type_):
            return size_of(origin, view, steps - 1)
    return None
