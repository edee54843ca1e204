"""Finding what carries an environment's tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .auto_scaling import groups_with
from .orphans import Tagged

if TYPE_CHECKING:
    from mypy_boto3_autoscaling import AutoScalingClient
    from mypy_boto3_iam import IAMClient
    from mypy_boto3_resourcegroupstaggingapi import ResourceGroupsTaggingAPIClient
    from mypy_boto3_route53 import Route53Client


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
    return [Tagged(each["AutoScalingGroupARN"]) for each in groups_with(autoscaling, {tag: value})]


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


def tagged_zones(route53: Route53Client, tag: str, value: str, partition: str) -> list[Tagged]:
    """Return the hosted zones, which the tagging API knows in one region only."""
    zones = [
        zone["Id"].removeprefix("/hostedzone/")
        for page in route53.get_paginator("list_hosted_zones").paginate()
        for zone in page["HostedZones"]
    ]
    wanted = {"Key": tag, "Value": value}
    return [
        Tagged(f"arn:{partition}:route53:::hostedzone/{zone}")
        for zone in zones
        if wanted
        in route53.list_tags_for_resource(ResourceType="hostedzone", ResourceId=zone)[
            "ResourceTagSet"
        ]["Tags"]
    ]
