"""Resources that carry an environment's tag and that its state does not know.

A deploy that was killed may have created what it could no longer record.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .arns import Arn, parse_arn

if TYPE_CHECKING:
    from mypy_boto3_autoscaling import AutoScalingClient
    from mypy_boto3_iam import IAMClient
    from mypy_boto3_resourcegroupstaggingapi import ResourceGroupsTaggingAPIClient


@dataclass(frozen=True)
class Orphan:
    """A resource outside the state, and the addresses at which Terraform lacks one of its type."""

    arn: Arn
    candidates: tuple[str, ...]

    @property
    def cure(self) -> str:
        """What to run: an import when its place is clear, else the choice."""
        if len(self.candidates) == 1:
            return f"terraform import '{self.candidates[0]}' '{self.arn.import_id}'"
        if self.candidates:
            places = " or ".join(self.candidates)
            return f"terraform import ADDRESS '{self.arn.import_id}', ADDRESS one of {places}"
        return f"not in the configuration: delete {self.arn.text}"


def orphans(
    arns: Iterable[str], recorded_ids: Collection[str], missing: Mapping[str, Collection[str]]
) -> list[Orphan]:
    """Return those of `arns` that the state does not record.

    `recorded_ids` are the ids and ARNs in the state; `missing` maps each Terraform type to the
    addresses that are configured and not in the state.
    """
    found = []
    for arn in sorted({*arns}):
        parsed = parse_arn(arn)
        if arn in recorded_ids or parsed.import_id in recorded_ids:
            continue
        candidates = missing.get(parsed.kind.type, ()) if parsed.kind else ()
        found.append(Orphan(parsed, tuple(sorted(candidates))))
    return found


def tagged_arns(tagging: ResourceGroupsTaggingAPIClient, tag: str, environment: str) -> list[str]:
    """Return the ARNs of all that carries `tag` = `environment`, as the tagging API knows it."""
    pages = tagging.get_paginator("get_resources").paginate(
        TagFilters=[{"Key": tag, "Values": [environment]}]
    )
    return [each["ResourceARN"] for page in pages for each in page["ResourceTagMappingList"]]


def tagged_groups(autoscaling: AutoScalingClient, tag: str, environment: str) -> list[str]:
    """Return the ARNs of Auto Scaling groups, which the tagging API leaves out."""
    pages = autoscaling.get_paginator("describe_auto_scaling_groups").paginate(
        Filters=[{"Name": f"tag:{tag}", "Values": [environment]}]
    )
    return [each["AutoScalingGroupARN"] for page in pages for each in page["AutoScalingGroups"]]


def tagged_roles(iam: IAMClient, tag: str, environment: str, prefix: str) -> list[str]:
    """Return the ARNs of IAM roles named `prefix`…, which the tagging API leaves out too."""
    roles = [
        role
        for page in iam.get_paginator("list_roles").paginate()
        for role in page["Roles"]
        if role["RoleName"].startswith(prefix)
    ]
    wanted = {"Key": tag, "Value": environment}
    return [
        role["Arn"]
        for role in roles
        if wanted in iam.list_role_tags(RoleName=role["RoleName"])["Tags"]
    ]
