"""A secret that Terraform makes and never sees again."""

from __future__ import annotations

from functools import cached_property

from cdktf import ITerraformDependable, TerraformResourceLifecycle, TerraformStack, Token
from constructs import Construct

from .deployment import Deployment
from .encryption_key import EncryptionKey
from .iam import Role, Statement
from .providers import SecretsmanagerSecret, SecretsmanagerSecretVersion

RECOVERY_DAYS = 7
"""For how long a deleted secret can be brought back; the least that AWS allows besides none."""
CREATED = "AEOLUS_CREATED"
"""Staging label of the version that Terraform made."""


class Secret(Construct):
    """A random value in Secrets Manager, in neither state nor plan.

    An ephemeral `aws_secretsmanager_random_password` is written through `secret_string_wo`, once:
    the write-only attribute counts only when its version changes (Terraform, "Write-only
    arguments"). Named by prefix, as a deleted secret keeps its name until it can no longer be
    recovered.

    A value that is rotated in Secrets Manager stays as rotated: the version that Terraform made
    bears a staging label of its own. Without one Secrets Manager may delete it after two
    rotations (User Guide, "What's in a secret"), and Terraform would make another.
    """

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        deployment: Deployment,
        encryption_key: EncryptionKey,
        suffix: str,
        description: str,
        length: int,
        deletion_protection: bool,
        ending: str = "",
    ) -> None:
        """Create a secret of `length` letters and digits, followed by `ending`."""
        super().__init__(scope, id_)
        self._encryption_key = encryption_key
        self.resource = SecretsmanagerSecret(
            self,
            "secret",
            name_prefix=f"{deployment.name(suffix)}-",
            description=description,
            kms_key_id=encryption_key.arn,
            recovery_window_in_days=RECOVERY_DAYS if deletion_protection else 0,
        )
        self.version = SecretsmanagerSecretVersion(
            self,
            "version",
            secret_id=self.resource.id,
            secret_string_wo_version=1,
            version_stages=["AWSCURRENT", CREATED],
            # A rotation moves AWSCURRENT away, and Terraform must not move it back.
            lifecycle=TerraformResourceLifecycle(ignore_changes=["version_stages"]),
        )
        generated = self._ephemeral(
            "aws_secretsmanager_random_password",
            {"password_length": length, "exclude_punctuation": True, "include_space": False},
        )
        self.version.secret_string_wo = f"${{{generated}.random_password}}{ending}"
        self.ready: list[ITerraformDependable] = [self.version]

    @cached_property
    def arn(self) -> str:
        """The secret's ARN."""
        return self.resource.arn

    @property
    def name(self) -> str:
        """The secret's name, with the random end that AWS gave it."""
        return self.resource.name

    @property
    def stored_value(self) -> str:
        """An expression of the value as it is stored, for another write-only attribute.

        Read back by an ephemeral `aws_secretsmanager_secret_version`: a deploy that stopped
        between secret and user, and is run again, generates another value that nobody stores.
        The version's `arn`, which is the secret's, is not known before the version is there, and
        until then Terraform does not read (Terraform, "Ephemeral block configuration reference").
        """
        stored = self._ephemeral(
            "aws_secretsmanager_secret_version", {"secret_id": self.version.arn}
        )
        return f"${{{stored}.secret_string}}"

    @property
    def stored_value_version(self) -> int:
        """An expression of a number that changes when Terraform makes another value.

        For the `_wo_version` beside `stored_value`, so that a value made anew is set anew.
        """
        digits = f"substr(sha256({self.version.fqn}.version_id), 0, 7)"
        return int(Token.as_number(f"${{parseint({digits}, 16)}}"))

    def grant_read(self, role: Role) -> None:
        """Let `role` read the value."""
        role.grant(f"read-{self.node.id}", *reading([self], self._encryption_key))

    def _ephemeral(self, type_: str, body: dict[str, object]) -> str:
        """Declare an ephemeral resource, which the bindings do not know, and return its address."""
        name = self.version.friendly_unique_id
        TerraformStack.of(self).add_override(f"ephemeral.{type_}.{name}", body)
        return f"ephemeral.{type_}.{name}"


def reading(secrets: list[Secret], encryption_key: EncryptionKey) -> tuple[Statement, Statement]:
    """Return the rights to read the values of `secrets`, and to decrypt those and nothing else."""
    arns = [each.arn for each in secrets]
    return (
        Statement(["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"], arns),
        Statement(
            ["kms:Decrypt"],
            [encryption_key.arn],
            conditions={"StringEquals": {"kms:EncryptionContext:SecretARN": arns}},
        ),
    )


def reading_given(arn: str, deployment: Deployment) -> tuple[Statement, Statement]:
    """Return the rights to read a secret that is there already, whatever key of the account it has.

    A key of the user's decrypts this secret and nothing else, by the encryption context; AWS's own
    asks for no right (AWS Secrets Manager User Guide, "Secret encryption and decryption").
    """
    return (
        Statement(["secretsmanager:GetSecretValue"], [arn]),
        Statement(
            ["kms:Decrypt"],
            [deployment.arn("kms", "key/*")],
            conditions={"StringEquals": {"kms:EncryptionContext:SecretARN": arn}},
        ),
    )
