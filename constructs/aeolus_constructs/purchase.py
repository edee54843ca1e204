"""How a group's instances are bought: of which types, and how many of them from Spot."""

from __future__ import annotations

from collections.abc import Sequence

from .node_template import NodeTemplate
from .providers import (
    AutoscalingGroupMixedInstancesPolicy,
    AutoscalingGroupMixedInstancesPolicyInstancesDistribution,
    AutoscalingGroupMixedInstancesPolicyLaunchTemplate,
    AutoscalingGroupMixedInstancesPolicyLaunchTemplateLaunchTemplateSpecification,
    AutoscalingGroupMixedInstancesPolicyLaunchTemplateOverride,
)


def mixed_instances_policy(
    template: NodeTemplate,
    instance_types: Sequence[str],
    spot_percentage: int,
    on_demand_base_capacity: int,
) -> AutoscalingGroupMixedInstancesPolicy:
    """Return the policy that buys `instance_types` in their order, or from Spot where it lasts.

    Strategies as recommended for work that minds interruption (Amazon EC2 Auto Scaling User
    Guide, "Allocation strategies for multiple instance types").
    """
    specification = AutoscalingGroupMixedInstancesPolicyLaunchTemplateLaunchTemplateSpecification(
        launch_template_id=template.id, version=template.latest_version
    )
    return AutoscalingGroupMixedInstancesPolicy(
        instances_distribution=AutoscalingGroupMixedInstancesPolicyInstancesDistribution(
            on_demand_allocation_strategy="prioritized",
            on_demand_base_capacity=on_demand_base_capacity,
            on_demand_percentage_above_base_capacity=100 - spot_percentage,
            spot_allocation_strategy="price-capacity-optimized",
        ),
        launch_template=AutoscalingGroupMixedInstancesPolicyLaunchTemplate(
            launch_template_specification=specification,
            override=[
                AutoscalingGroupMixedInstancesPolicyLaunchTemplateOverride(instance_type=each)
                for each in instance_types
            ],
        ),
    )
