"""boto3 clients for where an environment is deployed: AWS, or an embedded region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_autoscaling import AutoScalingClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_ec2 import EC2Client
    from mypy_boto3_elbv2 import ElasticLoadBalancingv2Client
    from mypy_boto3_iam import IAMClient
    from mypy_boto3_kms import KMSClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_rds import RDSClient
    from mypy_boto3_resourcegroupstaggingapi import ResourceGroupsTaggingAPIClient
    from mypy_boto3_route53 import Route53Client
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_ssm import SSMClient


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
    def dynamodb(self) -> DynamoDBClient:
        """Amazon DynamoDB."""
        client: DynamoDBClient = self._client("dynamodb")
        return client

    @property
    def awslambda(self) -> LambdaClient:
        """AWS Lambda."""
        client: LambdaClient = self._client("lambda")
        return client

    @property
    def ec2(self) -> EC2Client:
        """Amazon EC2."""
        client: EC2Client = self._client("ec2")
        return client

    @property
    def ssm(self) -> SSMClient:
        """AWS Systems Manager."""
        client: SSMClient = self._client("ssm")
        return client

    @property
    def events(self) -> Any:
        """Amazon EventBridge."""
        return self._client("events")

    @property
    def cloudwatch(self) -> Any:
        """Amazon CloudWatch."""
        return self._client("cloudwatch")

    @property
    def sqs(self) -> Any:
        """Amazon SQS."""
        return self._client("sqs")

    @property
    def kms(self) -> KMSClient:
        """AWS KMS."""
        client: KMSClient = self._client("kms")
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
    def elbv2(self) -> ElasticLoadBalancingv2Client:
        """Elastic Load Balancing."""
        client: ElasticLoadBalancingv2Client = self._client("elbv2")
        return client

    @property
    def rds(self) -> RDSClient:
        """Amazon RDS."""
        client: RDSClient = self._client("rds")
        return client

    @property
    def scheduler(self) -> Any:
        """Amazon EventBridge Scheduler."""
        return self._client("scheduler")

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

    @property
    def secretsmanager(self) -> SecretsManagerClient:
        """AWS Secrets Manager."""
        client: SecretsManagerClient = self._client("secretsmanager")
        return client

    def _client(self, service: str) -> Any:
        # Here, because it takes longer to load than most commands to run.
        import boto3
        from botocore.config import Config

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
