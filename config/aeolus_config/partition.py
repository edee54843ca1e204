"""AWS partitions."""

from __future__ import annotations


def partition_of(region: str) -> str:
    """Return `aws`, `aws-cn` or `aws-us-gov` (AWS General Reference, "Amazon Resource Names")."""
    if region.startswith("cn-"):
        return "aws-cn"
    return "aws-us-gov" if region.startswith("us-gov-") else "aws"
