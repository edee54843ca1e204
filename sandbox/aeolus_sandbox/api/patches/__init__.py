"""Where moto departs from AWS: one patch a module, each with its reason and a test."""

from __future__ import annotations

from aeolus_sandbox.api.patches.autoscaling_capacity import PATCH as AUTOSCALING_CAPACITY
from aeolus_sandbox.api.patches.autoscaling_subnets import PATCH as AUTOSCALING_SUBNETS
from aeolus_sandbox.api.patches.elasticache_deletion import PATCH as ELASTICACHE_DELETION
from aeolus_sandbox.api.patches.elasticache_members import PATCH as ELASTICACHE_MEMBERS
from aeolus_sandbox.api.patches.elasticache_parameter_groups import (
    PATCH as ELASTICACHE_PARAMETER_GROUPS,
)
from aeolus_sandbox.api.patches.patch import Patch
from aeolus_sandbox.api.patches.rds_resource_id import PATCH as RDS_RESOURCE_ID
from aeolus_sandbox.api.patches.s3_policy_conditions import PATCH as S3_POLICY_CONDITIONS
from aeolus_sandbox.api.patches.unsupported_operations import PATCH as UNSUPPORTED_OPERATIONS

ALL: tuple[Patch, ...] = (
    UNSUPPORTED_OPERATIONS,
    RDS_RESOURCE_ID,
    AUTOSCALING_CAPACITY,
    AUTOSCALING_SUBNETS,
    S3_POLICY_CONDITIONS,
    ELASTICACHE_MEMBERS,
    ELASTICACHE_DELETION,
    ELASTICACHE_PARAMETER_GROUPS,
)

__all__ = ["ALL", "Patch"]
