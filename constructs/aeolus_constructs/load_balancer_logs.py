"""The bucket that load balancers write their access logs to."""

from __future__ import annotations

from cdktf import ITerraformDependable
from constructs import Construct

from .bucket import Bucket
from .deployment import Deployment
from .iam import Statement


class LoadBalancerLogs(Construct):
    """A `Bucket` that Elastic Load Balancing may write to, under any prefix.

    Encrypted by S3's own key, the only kind that load balancers can write with. The service's
    principal serves in every region; the accounts per region of older guides do not exist for
    newer regions. The account in a log's path is the load balancer's, so that nobody else's can
    write here (Application Load Balancers guide, "Enable access logs").
    """

    aws_services: frozenset[str] = frozenset()

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        deletion_protection: bool,
        retention_in_days: int = 90,
    ) -> None:
        """Create the bucket; a load balancer that logs to it must wait for `ready`."""
        super().__init__(scope, id_)
        own_logs = f"AWSLogs/{deployment.account_id}/*"
        self._bucket = Bucket(
            self,
            "bucket",
            deployment=deployment,
            suffix="lb-logs",
            encryption_key=None,
            deletion_protection=deletion_protection,
            expiration_in_days={"": retention_in_days},
            writers=lambda arn: [
                Statement(
                    sid="LoadBalancersWrite",
                    principals={"Service": "logdelivery.elasticloadbalancing.amazonaws.com"},
                    actions=["s3:PutObject"],
                    resources=[f"{arn}/{own_logs}", f"{arn}/*/{own_logs}"],
                )
            ],
        )
        self.ready: list[ITerraformDependable] = self._bucket.ready

    @property
    def bucket_name(self) -> str:
        """The bucket's name."""
        return self._bucket.name
