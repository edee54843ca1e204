"""Machines, their disks, and functions."""

from __future__ import annotations

from aeolus_cost.catalogue.resource_type import ResourceType

from .autoscaling_group import AutoscalingGroup
from .dlm_lifecycle_policy import DlmLifecyclePolicy
from .ebs_snapshot import EbsSnapshot, EbsSnapshotCopy
from .ebs_volume import EbsVolume
from .instance import Instance, SpotInstanceRequest
from .lambda_function import LambdaFunction
from .lambda_provisioned_concurrency_config import LambdaProvisionedConcurrencyConfig

TYPES: tuple[ResourceType, ...] = (
    AutoscalingGroup(),
    DlmLifecyclePolicy(),
    EbsSnapshot(),
    EbsSnapshotCopy(),
    EbsVolume(),
    Instance(),
    LambdaFunction(),
    LambdaProvisionedConcurrencyConfig(),
    SpotInstanceRequest(),
)
