"""Finding what carries an environment's tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .orphans import Tagged

if TYPE_CHECKING:
    from mypy_boto3_autoscaling import AutoScalingClient
    from mypy_boto3_iam import IAMClient
    from mypy_boto3_resourcegroupstaggingapi import ResourceGroupsTaggingAPIClient


def tagged_resources(tagging: ResourceGroupsTaggingAPIClient, tag: str, value: str) -> list[Tagged]:
    """Return all that carries `tag` = `value`, as the Resource Groups Tagging API knows it."""
    pages = tagging.get_paginator("get_resources").paginate(
        TagFilters=[{"Key": tag, "Values": [value]}]
    )
    return [
        Tagged(
            each["ResourceARN"],
            next((tag["Value"] for tag in each["Tags"] if tag["Key"] == "Name"), ""),
        )
        for page in pages
        for each in page["ResourceTagMappingList"]
    ]


def tagged_groups(autoscaling: AutoScalingClient, tag: str, value: str) -> list[Tagged]:
    """Return the Auto Scaling groups, which the tagging API leaves out."""
    pages = autoscaling.get_paginator("describe_auto_scaling_groups").paginate(
        Filters=[{"Name": f"tag:{tag}", "Values": [value]}]
    )
    return [
        Tagged(each["AutoScalingGroupARN"]) for page in pages for each in page["AutoScalingGroups"]
    ]


def tagged_roles(iam: IAMClient, tag: str, value: str, prefix: str) -> list[Tagged]:
    """Return the IAM roles named `prefix`…, which the tagging API leaves out too."""
    roles = [
        role
        for page in iam.get_paginator("list_roles").paginate()
        for role in page["Roles"]
        if role["RoleName"].startswith(prefix)
    ]
    wanted = {"Key": tag, "Value": value}
    return [
        Tagged(role["Arn"])
        for role in roles
        if wanted in iam.list_role_tags(RoleName=role["RoleName"])["Tags"]
    ]
