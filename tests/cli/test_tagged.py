"""What the tagging API leaves out is found by each service's own lists."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from moto import mock_aws

from aeolus_cli.aws.orphans import orphans
from aeolus_cli.aws.tagged import tagged_zones

TAG = "aeolus:environment"


def test_zones_of_the_environment_and_of_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with mock_aws():
        route53: Any = boto3.client("route53", region_name="us-east-1")
        ids = {}
        for name in ("prod", "staging"):
            zone = route53.create_hosted_zone(Name=f"{name}.internal", CallerReference=name)
            ids[name] = zone["HostedZone"]["Id"].removeprefix("/hostedzone/")
            route53.change_tags_for_resource(
                ResourceType="hostedzone",
                ResourceId=ids[name],
                AddTags=[{"Key": TAG, "Value": name}],
            )
        (found,) = tagged_zones(route53, TAG, "prod", "aws")
    assert found.arn == f"arn:aws:route53:::hostedzone/{ids['prod']}"
    (orphan,) = orphans([found], set(), {})
    assert orphan.cure == f"aws route53 delete-hosted-zone --id {ids['prod']}"
