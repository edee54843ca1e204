"""The bucket of an environment: its DAGs, its tasks' logs and what its nodes install."""

from __future__ import annotations

from cdktf import ITerraformDependable
from constructs import Construct

from .bucket import Bucket
from .deployment import Deployment
from .encryption_key import EncryptionKey
from .iam import Role, Statement


class Storage(Construct):
    """One `Bucket` with a prefix for each use, and grants that keep to a prefix.

    Encrypted by the environment's key. Logs go after `log_retention_in_days`; DAGs and
    artefacts stay.
    """

    aws_services = frozenset({"s3"})

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        encryption_key: EncryptionKey,
        deletion_protection: bool,
        log_retention_in_days: int,
        dags_prefix: str = "dags/",
    ) -> None:
        """Create the bucket; unless protected, a destroy also deletes what is in it."""
        super().__init__(scope, id_)
        self.dags_prefix = dags_prefix
        self.logs_prefix = "logs/"
        self.artefacts_prefix = "artefacts/"
        self.encryption_key = encryption_key
        self._bucket = Bucket(
            self,
            "bucket",
            deployment=deployment,
            suffix="storage",
            encryption_key=encryption_key,
            deletion_protection=deletion_protection,
            expiration_in_days={self.logs_prefix: log_retention_in_days},
        )
        self.ready: list[ITerraformDependable] = self._bucket.ready

    @property
    def bucket_name(self) -> str:
        """The bucket's name."""
        return self._bucket.name

    @property
    def bucket_arn(self) -> str:
        """The bucket's ARN."""
        return self._bucket.arn

    def grant_node(self, role: Role) -> None:
        """Let `role` do what every node does: read DAGs and artefacts, write logs."""
        self.grant_read_dags(role)
        self.grant_read_artefacts(role)
        self.grant_write_logs(role)

    def grant_read_dags(self, role: Role) -> None:
        """Let `role` fetch DAGs."""
        self._grant_read(role, "read-dags", self.dags_prefix)

    def grant_read_artefacts(self, role: Role) -> None:
        """Let `role` fetch what nodes install."""
        self._grant_read(role, "read-artefacts", self.artefacts_prefix)

    def grant_read_logs(self, role: Role) -> None:
        """Let `role` fetch the logs of tasks."""
        self._grant_read(role, "read-logs", self.logs_prefix)

    def grant_write_logs(self, role: Role) -> None:
        """Let `role` write the logs of tasks, and read them: Airflow appends by rewriting."""
        role.grant(
            "write-logs",
            Statement(
                ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"],
                [f"{self.bucket_arn}/{self.logs_prefix}*"],
            ),
            self._list(),
        )
        self.encryption_key.grant_encrypt_decrypt(role, "write-logs")

    def _grant_read(self, role: Role, purpose: str, prefix: str) -> None:
        role.grant(
            purpose, Statement(["s3:GetObject"], [f"{self.bucket_arn}/{prefix}*"]), self._list()
        )
        self.encryption_key.grant_decrypt(role, purpose)

    def _list(self) -> Statement:
        """Of all keys: Airflow asks whether the bucket exists, and whether a log does.

        Neither question has a prefix, and without this right S3 answers the second one with
        403 for "no" (Amazon S3 API Reference, HeadBucket and HeadObject). Names are no secret.
        """
        return Statement(["s3:ListBucket"], [self.bucket_arn])
