"""The service-linked roles that a new account lacks, and that a first deploy trips over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

SERVICES = {
    "autoscaling.amazonaws.com": "AWSServiceRoleForAutoScaling",
    "elasticloadbalancing.amazonaws.com": "AWSServiceRoleForElasticLoadBalancing",
    "rds.amazonaws.com": "AWSServiceRoleForRDS",
    "elasticache.amazonaws.com": "AWSServiceRoleForElastiCache",
    "spot.amazonaws.com": "AWSServiceRoleForEC2Spot",
}
"""Service → role (each service's user guide, "Using service-linked roles")."""


def ensure(iam: IAMClient) -> list[str]:
    """Create the roles that are missing and return their names."""
    return [role for service, role in SERVICES.items() if _create(iam, service, role)]


def _create(iam: IAMClient, service: str, role: str) -> bool:
    try:
        iam.get_role(RoleName=role)
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchEntity":
            raise
        iam.create_service_linked_role(AWSServiceName=service)
        return True
    return False
