"""Where moto departs from AWS: one patch a module, each with its reason and a test."""

from __future__ import annotations

from aeolus_sandbox.api.patches import (
    autoscaling_capacity,
    autoscaling_hooks,
    autoscaling_policies,
    autoscaling_refresh,
    autoscaling_subnets,
    ec2_empty_user_data,
    ec2_launch_template_tags,
    ec2_leftovers,
    ec2_root_volume,
    ec2_rule_description,
    elasticache_auth_token,
    elasticache_deletion,
    elasticache_members,
    elasticache_parameter_groups,
    elbv2_deletion_protection,
    kms_managed_keys,
    kms_rotation_period,
    lambda_configuration,
    lambda_runtime,
    lambda_targets,
    rds_parameter_source,
    rds_performance_insights,
    rds_resource_id,
    route53_private_zone,
    s3_policy_conditions,
    secretsmanager_idempotency,
    sqs_redrive_policy,
    tagged_resources,
    unsupported_operations,
)
from aeolus_sandbox.api.patches.patch import Patch

ALL: tuple[Patch, ...] = tuple(
    module.PATCH
    for module in (
        autoscaling_capacity,
        autoscaling_hooks,
        autoscaling_policies,
        autoscaling_refresh,
        autoscaling_subnets,
        ec2_empty_user_data,
        ec2_launch_template_tags,
        ec2_leftovers,
        ec2_root_volume,
        ec2_rule_description,
        elasticache_auth_token,
        elasticache_deletion,
        elasticache_members,
        elasticache_parameter_groups,
        elbv2_deletion_protection,
        kms_managed_keys,
        kms_rotation_period,
        lambda_configuration,
        lambda_runtime,
        lambda_targets,
        rds_parameter_source,
        rds_performance_insights,
        rds_resource_id,
        route53_private_zone,
        s3_policy_conditions,
        secretsmanager_idempotency,
        sqs_redrive_policy,
        tagged_resources,
        unsupported_operations,
    )
)

__all__ = ["ALL", "Patch"]
