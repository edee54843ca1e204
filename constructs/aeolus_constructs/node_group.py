"""Nodes of one kind: an Auto Scaling group over the zones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cdktf import ITerraformDependable, TerraformResourceLifecycle
from constructs import Construct

from aeolus_tags import ENVIRONMENT_TAG

from .deployment import Deployment
from .encryption_key import EncryptionKey
from .node_role import NodeRole
from .node_template import NodeTemplate
from .providers import (
    AutoscalingGroup,
    AutoscalingGroupInstanceRefresh,
    AutoscalingGroupInstanceRefreshPreferences,
    AutoscalingGroupLaunchTemplate,
    AutoscalingGroupTag,
)
from .purchase import mixed_instances_policy
from .security_group import SecurityGroup
from .warm_pool import WarmPool

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
    """A `NodeTemplate` and an `aws_autoscaling_group` of its latest version, by number.

    Health is EC2's own word: a load balancer only takes a node out of service, and what all nodes
    depend on may fail without their being replaced one after the other. A node is unhealthy when
    its watchdog or the failover says so. Nodes have no maximum lifetime.

    A new version of the template starts a rolling refresh, which replaces instances protected from
    scale-in, too: they are at work, and their group's hook lets them end it.

    A hibernated group has nobody, and room for nobody. Otherwise nobody says its desired capacity:
    EC2 Auto Scaling keeps it within minimum and maximum (API Reference, UpdateAutoScalingGroup), so
    that it is at its minimum when it wakes.

    A warm pool goes with all that is in it: what is prepared there is worth no wait.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        encryption_key: EncryptionKey,
        role: NodeRole,
        security_group: SecurityGroup,
        subnet_ids: Sequence[str],
        ami_id: str,
        instance_types: Sequence[str],
        volume_size: int,
        min_size: int,
        max_size: int,
        min_healthy_percentage: int,
        max_healthy_percentage: int,
        tags: Mapping[str, str],
        depends_on: Sequence[ITerraformDependable],
        user_data: str | None = None,
        associate_public_ip_address: bool = False,
        spot_percentage: int = 0,
        on_demand_base_capacity: int = 0,
        warm_pool: WarmPool | None = None,
        target_group_arns: Sequence[str] = (),
        suspended_processes: Sequence[str] = (),
        group_tags: Mapping[str, str] | None = None,
        wait_for_capacity_timeout: str = WAIT_FOR_CAPACITY,
        hibernated: bool = False,
    ) -> None:
        """Create the group; it starts at `min_size`, and whoever scales it moves it from there.

        Its name is that of `role`'s suffix. `instance_types` are alternatives, the preferred
        first; `spot_percentage` is the share of Spot above `on_demand_base_capacity` instances.
        During a refresh the group stays between the two healthy percentages of its desired
        capacity. `tags` go to all that is launched, too; `group_tags` are the group's alone: a
        change of them is no new template, and replaces nobody. It waits for `depends_on`, for what
        the role may do and for the security group's rules.
        """
        super().__init__(scope, id_)
        self.name = deployment.name(role.suffix)
        tags = {"Name": self.name, ENVIRONMENT_TAG: deployment.environment, **tags}
        template = NodeTemplate(
            self,
            "template",
            name=self.name,
            encryption_key=encryption_key,
            role=role,
            security_group=security_group,
            ami_id=ami_id,
            instance_type=instance_types[0],
            volume_size=volume_size,
            tags=tags,
            user_data=user_data,
            keeps_user_data=hibernated and user_data is None,
            associate_public_ip_address=associate_public_ip_address,
        )
        pool = None if hibernated else warm_pool
        mixed = len(instance_types) > 1 or spot_percentage > 0
        group = AutoscalingGroup(
            self,
            "group",
            name=self.name,
            min_size=0 if hibernated else min_size,
            max_size=0 if hibernated else max_size,
            desired_capacity=0 if hibernated else None,
            vpc_zone_identifier=list(subnet_ids),
            launch_template=None if mixed else _only(template),
            mixed_instances_policy=mixed_instances_policy(
                template, instance_types, spot_percentage, on_demand_base_capacity
            )
            if mixed
            else None,
            warm_pool=pool.block() if pool else None,
            initial_lifecycle_hook=[warm_pool.first_hook()] if warm_pool else None,
            force_delete_warm_pool=True,
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
            tag=[*_tags(tags, True), *_tags(group_tags or {}, False)],
            lifecycle=None
            if hibernated
            else TerraformResourceLifecycle(ignore_changes=["desired_capacity"]),
            depends_on=list(dict.fromkeys([*depends_on, *role.ready, *security_group.rules])),
        )
        self.ready: list[ITerraformDependable] = [group]


def _only(template: NodeTemplate) -> AutoscalingGroupLaunchTemplate:
    return AutoscalingGroupLaunchTemplate(id=template.id, version=template.latest_version)


def _tags(tags: Mapping[str, str], propagate_at_launch: bool) -> list[AutoscalingGroupTag]:
    return [
        AutoscalingGroupTag(key=key, value=value, propagate_at_launch=propagate_at_launch)
        for key, value in tags.items()
    ]


def _rolling(minimum: int, maximum: int) -> AutoscalingGroupInstanceRefresh:
    return AutoscalingGroupInstanceRefresh(
        strategy="Rolling",
        preferences=AutoscalingGroupInstanceRefreshPreferences(
            min_healthy_percentage=minimum,
            max_healthy_percentage=maximum,
            # They are protected while they have tasks, and end them before they are replaced.
            scale_in_protected_instances="Refresh",
            skip_matching=True,
        ),
    )
