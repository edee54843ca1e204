"""The bucket that Terraform keeps its state in, made before the first deploy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

NOT_FOUND = {"404", "NoSuchBucket", "NotFound"}


def exists(s3: S3Client, bucket: str) -> bool:
    """Return whether `bucket` is there and ours.

    Raises ClientError when it belongs to somebody else (403), or AWS cannot be asked.
    """
    try:
        s3.head_bucket(Bucket=bucket)
    except ClientError as error:
        if error.response["Error"]["Code"] in NOT_FOUND:
            return False
        raise
    return True


def ensure(s3: S3Client, bucket: str, region: str, partition: str) -> bool:
    """Make `bucket`, or bring it to the wanted settings; return whether it is new.

    Versioned, so that a lost state can be brought back; encrypted; closed to the public and to
    anything but TLS (Terraform, "Backend type: s3"; Amazon S3 User Guide, security best practices).
    """
    new = not exists(s3, bucket)
    if new and region == "us-east-1":
        # The one region that must not be named as a location (CreateBucket, API reference).
        s3.create_bucket(Bucket=bucket)
    elif new:
        s3.create_bucket(
            Bucket=bucket,
            CreateBucketConfiguration={"LocationConstraint": region},  # type: ignore[typeddict-item]
        )
    s3.put_public_access_block(
        Bucket=bucket,
        PublicAccessBlockConfiguration={
            "BlockPublicAcls": True,
            "IgnorePublicAcls": True,
            "BlockPublicPolicy": True,
            "RestrictPublicBuckets": True,
        },
    )
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    s3.put_bucket_encryption(
        Bucket=bucket,
        ServerSideEncryptionConfiguration={
            "Rules": [
                {
                    "ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"},
                    "BucketKeyEnabled": True,
                }
            ]
        },
    )
    s3.put_bucket_policy(Bucket=bucket, Policy=_tls_only(bucket, partition))
    return new


def _tls_only(bucket: str, partition: str) -> str:
    """Return a policy that refuses requests without TLS."""
    arn = f"arn:{partition}:s3:::{bucket}"
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Sid": "TlsOnly",
                    "Effect": "Deny",
                    "Principal": "*",
                    "Action": "s3:*",
                    "Resource": [arn, f"{arn}/*"],
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                }
            ],
        }
    )
