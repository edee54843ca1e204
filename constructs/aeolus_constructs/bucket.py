"""A private S3 bucket, with what every bucket of an environment has in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from cdktf import ITerraformDependable
from constructs import Construct

from aeolus_config.names import Limit

from .bucket_lifecycle import BucketLifecycle
from .deployment import Deployment
from .encryption_key import EncryptionKey
from .iam import Statement, policy_document
from .providers import (
    S3Bucket,
    S3BucketOwnershipControls,
    S3BucketOwnershipControlsRule,
    S3BucketPolicy,
    S3BucketPublicAccessBlock,
    S3BucketServerSideEncryptionConfigurationA,
    S3BucketServerSideEncryptionConfigurationRuleA,
    S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA,
    S3BucketVersioningA,
    S3BucketVersioningVersioningConfiguration,
)


class Bucket(Construct):
    """A versioned `aws_s3_bucket` without ACLs, closed to the public and to plain HTTP.

    Encrypted by `encryption_key` with a bucket key (one request to KMS for many objects), or
    by S3's own key without one. Its name begins with `aeolus-<environment>-<suffix>-` and ends
    at random: names are shared by all of AWS, and a deleted one may be taken for hours (Amazon
    S3 User Guide, "General purpose buckets overview").
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        suffix: str,
        encryption_key: EncryptionKey | None,
        deletion_protection: bool,
        expiration_in_days: Mapping[str, int],
        writers: Callable[[str], Sequence[Statement]] = lambda _: (),
    ) -> None:
        """Create the bucket; unless protected, a destroy also deletes the objects in it.

        `expiration_in_days` is prefix → days, as `BucketLifecycle` has it;
        `writers` returns what the bucket's policy allows to AWS services, given its ARN.
        """
        super().__init__(scope, id_)
        self.resource = S3Bucket(
            self,
            "bucket",
            bucket_prefix=f"{deployment.name(suffix, Limit.BUCKET_PREFIX)}-",
            force_destroy=not deletion_protection,
        )
        encryption = self._encryption(encryption_key)
        versioning = S3BucketVersioningA(
            self,
            "versioning",
            bucket=self.name,
            versioning_configuration=S3BucketVersioningVersioningConfiguration(status="Enabled"),
        )
        BucketLifecycle(
            self,
            "lifecycle",
            bucket=self.name,
            expiration_in_days=expiration_in_days,
            after=versioning,
        )
        self.ready: list[ITerraformDependable] = [
            encryption,
            versioning,
            *self._access(writers(self.arn)),
        ]

    @property
    def name(self) -> str:
        """The bucket's name."""
        return self.resource.bucket

    @property
    def arn(self) -> str:
        """The bucket's ARN."""
        return self.resource.arn

    def _encryption(self, encryption_key: EncryptionKey | None) -> ITerraformDependable:
        default = S3BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultA(
            sse_algorithm="aws:kms" if encryption_key else "AES256",
            kms_master_key_id=encryption_key.arn if encryption_key else None,
        )
        return S3BucketServerSideEncryptionConfigurationA(
            self,
            "encryption",
            bucket=self.name,
            rule=[
                S3BucketServerSideEncryptionConfigurationRuleA(
                    apply_server_side_encryption_by_default=default,
                    bucket_key_enabled=True if encryption_key else None,
                )
            ],
        )

    def _access(self, allowed: Sequence[Statement]) -> list[ITerraformDependable]:
        """One after the other: S3 refuses changes of a bucket's access at the same time."""
        block = S3BucketPublicAccessBlock(
            self,
            "public-access-block",
            bucket=self.name,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
        )
        policy = S3BucketPolicy(
            self,
            "policy",
            bucket=self.name,
            policy=policy_document(self._only_tls(), *allowed),
            depends_on=[block],
        )
        ownership = S3BucketOwnershipControls(
            self,
            "ownership",
            bucket=self.name,
            rule=S3BucketOwnershipControlsRule(object_ownership="BucketOwnerEnforced"),
            depends_on=[policy],
        )
        return [block, policy, ownership]

    def _only_tls(self) -> Statement:
        return Statement(
            sid="OnlyTls",
            effect="Deny",
            principals={"*": "*"},
            actions=["s3:*"],
            resources=[self.arn, f"{self.arn}/*"],
            conditions={"Bool": {"aws:SecureTransport": "false"}},
        )
