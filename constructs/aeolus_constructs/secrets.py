"""The secrets of an environment, and which node may read which."""

from __future__ import annotations

from cdktf import ITerraformDependable
from constructs import Construct

from .deployment import Deployment
from .encryption_key import EncryptionKey
from .iam import Role, Statement
from .secret import Secret, reading, reading_given

PASSWORD_LENGTH = 32
KEY_LENGTH = 64


class Secrets(Construct):
    """One set of secrets, generated, shared by all nodes that must agree on them.

    Airflow's Fernet key, JWT secret and API secret key; the passwords of its first user, of the
    metadata's owner and of the result backend's role; the broker's token.
    """

    aws_services = frozenset({"secretsmanager", "kms"})

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        encryption_key: EncryptionKey,
        deletion_protection: bool,
        web_certificate_arn: str | None = None,
        git_credentials_arn: str | None = None,
    ) -> None:
        """Create the secrets; without `deletion_protection` a deleted one cannot be recovered.

        `web_certificate_arn` and `git_credentials_arn` are of some that are there already.
        """
        super().__init__(scope, id_)
        self._web_certificate_arn = web_certificate_arn
        self._git_credentials_arn = git_credentials_arn
        self._deployment = deployment
        self._encryption_key = encryption_key

        def secret(suffix: str, description: str, length: int, ending: str = "") -> Secret:
            return Secret(
                self,
                suffix,
                deployment=deployment,
                encryption_key=encryption_key,
                suffix=suffix,
                description=description,
                length=length,
                deletion_protection=deletion_protection,
                ending=ending,
            )

        # 32 bytes in URL-safe base64: 43 characters and the padding (cryptography, "Fernet").
        self.fernet_key = secret("fernet-key", "[core] fernet_key", 43, "=")
        self.jwt_secret = secret("jwt-secret", "[api_auth] jwt_secret", KEY_LENGTH)
        self.api_secret_key = secret("api-secret-key", "[api] secret_key", KEY_LENGTH)
        self.admin_password = secret("admin-password", "First user's password", PASSWORD_LENGTH)
        self.metastore_password = secret("metastore", "Metadata owner's password", PASSWORD_LENGTH)
        self.result_backend_password = secret(
            "result-backend", "Password of the Celery result backend's role", PASSWORD_LENGTH
        )
        self.broker_token = secret("broker-token", "AUTH token of the broker", KEY_LENGTH)

    @property
    def all(self) -> list[Secret]:
        """Every secret."""
        return [*self._workers, *self._masters_only]

    @property
    def worker_arns(self) -> dict[str, str]:
        """What a worker may read, by the names of `NodeDescription.secrets`."""
        return {
            "fernet_key": self.fernet_key.arn,
            "api_secret_key": self.api_secret_key.arn,
            "result_backend_password": self.result_backend_password.arn,
            "broker_token": self.broker_token.arn,
            **({"git_credentials": git} if (git := self._git_credentials_arn) else {}),
        }

    @property
    def master_arns(self) -> dict[str, str]:
        """What a master may read: all, by the names of `NodeDescription.secrets`."""
        return {
            **self.worker_arns,
            "jwt_secret": self.jwt_secret.arn,
            "admin_password": self.admin_password.arn,
            "metastore_password": self.metastore_password.arn,
            **({"web_certificate": given} if (given := self._web_certificate_arn) else {}),
        }

    @property
    def ready(self) -> list[ITerraformDependable]:
        """The values, not the empty entries: a node that boots before them fails."""
        return [resource for secret in self.all for resource in secret.ready]

    @property
    def _workers(self) -> list[Secret]:
        return [
            self.fernet_key,
            self.api_secret_key,
            self.result_backend_password,
            self.broker_token,
        ]

    @property
    def _masters_only(self) -> list[Secret]:
        return [self.jwt_secret, self.admin_password, self.metastore_password]

    def grant_read_worker(self, role: Role) -> None:
        """Let `role` read what a worker needs: nothing that opens the metadata or signs tokens."""
        role.grant("read-secrets", *reading(self._workers, self._encryption_key))
        self._grant_read_git(role)

    def grant_read_master(self, role: Role) -> None:
        """Let `role` read every secret."""
        role.grant("read-secrets", *reading(self.all, self._encryption_key))
        self._grant_read_git(role)

    def grant_read_all(self, role: Role) -> None:
        """Let `role` read every secret, as the single node is master and worker in one."""
        self.grant_read_master(role)
        if given := self._web_certificate_arn:
            role.grant(
                "read-web-certificate", Statement(["secretsmanager:GetSecretValue"], [given])
            )

    def _grant_read_git(self, role: Role) -> None:
        if git := self._git_credentials_arn:
            role.grant("read-git-credentials", *reading_given(git, self._deployment))
