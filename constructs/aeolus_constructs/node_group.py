"""Nodes of one kind: an Auto Scaling group over the zones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cdktf import ITerraformDependable, TerraformResourceLifecycle
from constructs import Construct

from .node_template import NodeTemplate
from .providers import (
    AutoscalingGroup,
    AutoscalingGroupInstanceRefresh,
    AutoscalingGroupInstanceRefreshPreferences,
    AutoscalingGroupLaunchTemplate,
    AutoscalingGroupTag,
)
from .purchase import mixed_instances_policy

FREE_METRICS = (
    "GroupDesiredCapacity",
    "GroupInServiceInstances",
    "GroupMaxSize",
    "GroupMinSize",
    "GroupPendingInstances",
    "GroupStandbyInstances",
    "GroupTerminatingInstances",
    "GroupTotalInstances",
)
"""Collected by the minute at no charge (Amazon EC2 Auto Scaling User Guide, "Amazon CloudWatch
metrics for Amazon EC2 Auto Scaling")."""

INSTANCE_WARMUP_SECONDS = 180
"""From in service to at work: boot and installation, with room for a small CPU."""

WAIT_FOR_CAPACITY = "10m"
"""An instance is in service within two minutes. One that still is not had failed launches, for
want of capacity, of rights on the key or of the image: Auto Scaling would repeat these in silence
for ever, so the deploy ends and tells them."""


class NodeGroup(Construct):
    """An `aws_autoscaling_group` of a template's latest version, by number.

    Health is EC2's own word: a load balancer only takes a node out of service, and what all nodes
    depend on may fail without their being replaced one after the other. A node is unhealthy when
    its watchdog or the failover says so. Nodes have no maximum lifetime.

    A new version of the template starts a rolling refresh, which leaves instances protected from
    scale-in alone: they are at work, and go first at the next scale-in.
    """

    aws_services = frozenset({"autoscaling"})

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        name: str,
        template: NodeTemplate,
        subnet_ids: Sequence[str],
        min_size: int,
        max_size: int,
        min_healthy_percentage: int,
        max_healthy_percentage: int,
        tags: Mapping[str, str],
        depends_on: Sequence[ITerraformDependable],
        instance_types: Sequence[str] = (),
        spot_percentage: int = 0,
        on_demand_base_capacity: int = 0,
        target_group_arns: Sequence[str] = (),
        suspended_processes: Sequence[str] = (),
        wait_for_capacity_timeout: str = WAIT_FOR_CAPACITY,
    ) -> None:
        """Create the group; it starts at `min_size`, and whoever scales it moves it from there.

        `instance_types` are alternatives to the template's, the preferred first;
        `spot_percentage` is the share of Spot above `on_demand_base_capacity` instances. During a
        refresh the group stays between the two healthy percentages of its desired capacity.
        """
        super().__init__(scope, id_)
        mixed = len(instance_types) > 1 or spot_percentage > 0
        self.resource = AutoscalingGroup(
            self,
            "group",
            name=name,
            min_size=min_size,
            max_size=max_size,
            vpc_zone_identifier=list(subnet_ids),
            launch_template=None if mixed else _only(template),
            mixed_instances_policy=mixed_instances_policy(
                template, instance_types, spot_percentage, on_demand_base_capacity
            )
            if mixed
            else None,
            # Starts the replacement of a Spot instance when it is likely to go, not when it goes.
            capacity_rebalance=spot_percentage > 0,
            target_group_arns=list(target_group_arns) or None,
            health_check_type="EC2",
            default_instance_warmup=INSTANCE_WARMUP_SECONDS,
            instance_refresh=_rolling(min_healthy_percentage, max_healthy_percentage),
            termination_policies=["OldestLaunchTemplate", "Default"],
            suspended_processes=list(suspended_processes) or None,
            enabled_metrics=list(FREE_METRICS),
            metrics_granularity="1Minute",
            wait_for_capacity_timeout=wait_for_capacity_timeout,
            tag=[
                AutoscalingGroupTag(key=key, value=value, propagate_at_launch=True)
                for key, value in tags.items()
            ],
            lifecycle=TerraformResourceLifecycle(ignore_changes=["desired_capacity"]),
            depends_on=list(dict.fromkeys(depends_on)),
        )
        self.ready: list[ITerraformDependable] = [self.resource]

    @property
    def name(self) -> str:
        """The Auto Scaling group's name."""
        return self.resource.name


def _only(template: NodeTemplate) -> AutoscalingGroupLaunchTemplate:
    return AutoscalingGroupLaunchTemplate(id=template.id, version=template.latest_version)


def _rolling(minimum: int, maximum: int) -> AutoscalingGroupInstanceRefresh:
    return AutoscalingGroupInstanceRefresh(
        strategy="Rolling",
        preferences=AutoscalingGroupInstanceRefreshPreferences(
            min_healthy_percentage=minimum,
            max_healthy_percentage=maximum,
            scale_in_protected_instances="Ignore",
            skip_matching=True,
        ),
    )
