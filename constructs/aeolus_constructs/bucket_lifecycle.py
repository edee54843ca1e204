"""How long a bucket keeps what: rules for its objects, old versions and broken uploads."""

from __future__ import annotations

from collections.abc import Mapping

from cdktf import ITerraformDependable
from constructs import Construct

from .providers import (
    S3BucketLifecycleConfiguration,
    S3BucketLifecycleConfigurationRule,
    S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload,
    S3BucketLifecycleConfigurationRuleExpiration,
    S3BucketLifecycleConfigurationRuleFilter,
    S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration,
)

NONCURRENT_DAYS = 30
"""The way back from a bad upload or a deletion."""

UPLOAD_DAYS = 7


class BucketLifecycle(Construct):
    """An `aws_s3_bucket_lifecycle_configuration` for objects and for what remains of them.

    Objects go as asked; of all objects, old versions go after 30 days, unfinished multipart
    uploads after 7, and delete markers when nothing is left behind them.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        bucket: str,
        expiration_in_days: Mapping[str, int],
        after: ITerraformDependable,
    ) -> None:
        """Expire objects of `bucket` by prefix; the prefix `""` is all objects.

        `after` is the bucket's versioning, which the rules need.
        """
        super().__init__(scope, id_)
        S3BucketLifecycleConfiguration(
            self,
            "rules",
            bucket=bucket,
            rule=[
                _everything(expiration_in_days.get("")),
                *(_prefix(prefix, days) for prefix, days in expiration_in_days.items() if prefix),
            ],
            depends_on=[after],
        )


def _everything(days: int | None) -> S3BucketLifecycleConfigurationRule:
    """One rule, as S3 takes no second one of the same prefix; days also remove delete markers."""
    return S3BucketLifecycleConfigurationRule(
        id="everything",
        status="Enabled",
        filter=[S3BucketLifecycleConfigurationRuleFilter(prefix="")],
        expiration=[
            S3BucketLifecycleConfigurationRuleExpiration(
                days=days, expired_object_delete_marker=None if days else True
            )
        ],
        noncurrent_version_expiration=[
            S3BucketLifecycleConfigurationRuleNoncurrentVersionExpiration(
                noncurrent_days=NONCURRENT_DAYS
            )
        ],
        abort_incomplete_multipart_upload=[
            S3BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload(
                days_after_initiation=UPLOAD_DAYS
            )
        ],
    )


def _prefix(prefix: str, days: int) -> S3BucketLifecycleConfigurationRule:
    return S3BucketLifecycleConfigurationRule(
        id=prefix.rstrip("/"),
        status="Enabled",
        filter=[S3BucketLifecycleConfigurationRuleFilter(prefix=prefix)],
        expiration=[S3BucketLifecycleConfigurationRuleExpiration(days=days)],
    )
