"""boto3 clients for where an environment is deployed: AWS, or an embedded region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_autoscaling import AutoScalingClient
    from mypy_boto3_iam import IAMClient
    from mypy_boto3_resourcegroupstaggingapi import ResourceGroupsTaggingAPIClient
    from mypy_boto3_route53 import Route53Client
    from mypy_boto3_s3 import S3Client


@dataclass(frozen=True)
class Clients:
    """Makes clients for `region`; `settings` leads them to an embedded region, if there is one."""

    region: str
    settings: Mapping[str, str]

    @property
    def s3(self) -> S3Client:
        """Amazon S3."""
        client: S3Client = self._client("s3")
        return client

    @property
    def iam(self) -> IAMClient:
        """IAM."""
        client: IAMClient = self._client("iam")
        return client

    @property
    def autoscaling(self) -> AutoScalingClient:
        """EC2 Auto Scaling."""
        client: AutoScalingClient = self._client("autoscaling")
        return client

    @property
    def tagging(self) -> ResourceGroupsTaggingAPIClient:
        """The Resource Groups Tagging API."""
        client: ResourceGroupsTaggingAPIClient = self._client("resourcegroupstaggingapi")
        return client

    @property
    def route53(self) -> Route53Client:
        """Amazon Route 53."""
        client: Route53Client = self._client("route53")
        return client

    def _client(self, service: str) -> Any:
        embedded = self.settings.get("AWS_ENDPOINT_URL")
        if embedded is None:
            return boto3.client(service, region_name=self.region)  # type: ignore[call-overload]
        return boto3.client(  # type: ignore[call-overload]
            service,
            region_name=self.region,
            endpoint_url=embedded,
            aws_access_key_id=self.settings["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=self.settings["AWS_SECRET_ACCESS_KEY"],
            # An address has no host names below it to put a bucket's name into.
            config=Config(s3={"addressing_style": "path"}),
        )
