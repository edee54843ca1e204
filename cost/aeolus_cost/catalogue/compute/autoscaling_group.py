"""`aws_autoscaling_group`, with what it launches from."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

from aeolus_cost.catalogue.resource_type import NotPricedError, ResourceType, View
from aeolus_cost.component import Component
from aeolus_cost.figures import Figures
from aeolus_cost.reading.stack import Resource
from aeolus_cost.reading.values import Values

from .capacity import AVERAGE, capacity
from .launch import Launch
from .launched import BY_REQUIREMENTS
from .machine import CREDITS, IMAGE, Machines, detailed_monitoring, disks, surplus_credits, types_of
from .public_address import ADDRESSES, public_addresses
from .purchase import NONE, Fleet, hours, split
from .template import configuration_of, template_of
from .volumes import MAGNETIC_IO
from .warm_pool import warm_pool

TEMPLATE, POLICY = "launch_template", "mixed_instances_policy"


class AutoscalingGroup(ResourceType):
    """The instances that a group launches, from its minimum to its maximum.

    Spot and on demand apart, by the distribution of the mixed-instances policy; the instance
    types of its overrides are alternatives (Amazon EC2 Auto Scaling User Guide, "mixed instances
    groups"). Its own metrics are free.
    """

    type = "aws_autoscaling_group"
    usage = (AVERAGE, CREDITS, ADDRESSES, IMAGE, MAGNETIC_IO)

    def components(self, resource: Resource, view: View) -> Iterable[Component]:
        """Yield hours, Spot apart, and what each instance has beside them."""
        launch = _launch(resource, view)
        overrides = _overrides(resource.values)
        types = types_of(
            launch, (each.text("instance_type") for each in overrides if each.has("instance_type"))
        )
        size, weight = capacity(resource, view), _weight(overrides)
        spot_units = _spot(resource.values, launch, size.units)
        spot = _instances(spot_units, weight)
        count = spot + _instances(size.units - spot_units, weight)
        machines = Machines(resource, launch, types, count, disks_stop=True)
        yield from hours(Fleet(types, count, size.said, size.usage), spot, view.book)
        yield from surplus_credits(machines, view)
        yield from public_addresses(resource, launch, count, view, "vpc_zone_identifier")
        yield from detailed_monitoring(machines)
        yield from disks(machines, view)
        yield from warm_pool(machines, resource.values, view)


def _launch(group: Resource, view: View) -> Launch:
    """Return what the group launches from; raises NotPricedError where that is not here."""
    own = group.values.block(TEMPLATE)
    policy = group.values.block(POLICY).block(TEMPLATE).block("launch_template_specification")
    found = (
        template_of(group, TEMPLATE, own.arguments.get("name"), view)
        or template_of(group, POLICY, policy.arguments.get("launch_template_name"), view)
        or configuration_of(group, view)
    )
    if found is None:
        raise NotPricedError("its launch template is not in this configuration")
    return found


def _overrides(group: Values) -> tuple[Values, ...]:
    """Return the overrides of the policy; raises NotPricedError for requirements in them."""
    found = group.block(POLICY).block(TEMPLATE).blocks("override")
    if any(each.has("instance_requirements") for each in found):
        raise NotPricedError(BY_REQUIREMENTS)
    return found


def _weight(overrides: tuple[Values, ...]) -> Decimal:
    """Return how many units of the group's size one instance counts for.

    Raises NotPricedError where that differs by type: which of them is launched decides then how
    many there are.
    """
    weights = {each.number("weighted_capacity", 1) for each in overrides} or {Decimal(1)}
    if len(weights) > 1:
        raise NotPricedError("its instance types have different weights: no rule for that")
    return weights.pop()


def _spot(group: Values, launch: Launch, units: Figures) -> Figures:
    if group.has(POLICY):
        return split(units, group.block(POLICY).block("instances_distribution"))
    return units if launch.spot() else NONE


def _instances(units: Figures, weight: Decimal) -> Figures:
    """Return how many instances make up `units`; averages are not whole, nor rounded."""

    def count(amount: Decimal) -> Decimal:
        exact = amount / weight
        return exact.to_integral_value(ROUND_CEILING) if amount % 1 == 0 else exact

    return units.each(count)
