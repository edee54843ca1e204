"""Capacity that Application Auto Scaling changes: from its least to its most."""

from __future__ import annotations

from decimal import Decimal

from aeolus_cost.catalogue.resource_type import View
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource

TARGET = "aws_appautoscaling_target"


def autoscaled(resource: Resource, view: View, dimension: str, given: Decimal) -> Figures:
    """Return the capacity in `dimension` (`dynamodb:table:ReadCapacityUnits`).

    Without an `aws_appautoscaling_target` that refers to the resource, what is `given`.
    """
    for target in view.stack.of_type(TARGET):
        values = target.values
        if values.text("scalable_dimension") == dimension and resource in view.stack.linked(
            target, "resource_id", resource.type
        ):
            least, most = values.number("min_capacity"), values.number("max_capacity")
            return Figures(least, min(max(given, least), most), most)
    return Figures.same(given)
