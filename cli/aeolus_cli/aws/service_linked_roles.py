"""The service-linked roles that a new account lacks, and that a first deploy trips over."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

SERVICES = (
    "autoscaling.amazonaws.com",
    "elasticache.amazonaws.com",
    "elasticloadbalancing.amazonaws.com",
    "rds.amazonaws.com",
    "spot.amazonaws.com",
)
"""Services that act under a role of their own (each one's "Using service-linked roles")."""


def ensure(iam: IAMClient) -> list[str]:
    """Create the roles that are missing and return the services they are for."""
    missing = [service for service in SERVICES if not _has_role(iam, service)]
    for service in missing:
        iam.create_service_linked_role(AWSServiceName=service)
    return missing


def _has_role(iam: IAMClient, service: str) -> bool:
    """Return whether the account has the role, by its path: AWS alone puts roles there."""
    return bool(iam.list_roles(PathPrefix=f"/aws-service-role/{service}/")["Roles"])
