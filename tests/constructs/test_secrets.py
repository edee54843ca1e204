"""The set of secrets: all there, each of the right form, and each read by those who need it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from aeolus_constructs.encryption_key import EncryptionKey
from aeolus_constructs.iam import Role
from aeolus_constructs.providers import EbsVolume
from aeolus_constructs.secrets import Secrets
from support.grants import granted, references
from support.render import DEPLOYMENT, Rendered, policy, render_construct, resources, the

WORKERS = {"fernet-key", "api-secret-key", "result-backend", "broker-token"}
MASTERS_ONLY = {"jwt-secret", "admin-password", "metastore"}
ALL = WORKERS | MASTERS_ONLY


GIT = "arn:aws:secretsmanager:us-east-1:123456789012:secret:deploy-key-a1b2c3"


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    return render()


def render(git_credentials_arn: str | None = None) -> Rendered:
    """Return the secrets, a role for each kind of reader, and a user that waits."""

    def build(stack: Any) -> None:
        secrets = Secrets(
            stack,
            "secrets",
            deployment=DEPLOYMENT,
            encryption_key=EncryptionKey(stack, "key", deployment=DEPLOYMENT),
            deletion_protection=True,
            git_credentials_arn=git_credentials_arn,
        )
        for reader in ("worker", "master", "all"):
            role = Role(
                stack,
                reader,
                deployment=DEPLOYMENT,
                suffix=reader,
                service="ec2.amazonaws.com",
                description=reader,
            )
            getattr(secrets, f"grant_read_{reader}")(role)
        EbsVolume(stack, "user", size=1, availability_zone="us-east-1a", depends_on=secrets.ready)

    return render_construct(build)


def names(rendered: Rendered, arns: list[str]) -> set[str]:
    """Return the names, without the environment, of the secrets with these ARNs."""
    secrets = resources(rendered, "aws_secretsmanager_secret")
    return {name_of(secrets[references(arn)]) for arn in arns}


def name_of(secret: dict[str, Any]) -> str:
    name: str = secret["name_prefix"]
    return name.removeprefix("aeolus-test-").removesuffix("-")


def test_every_secret_is_an_entry_of_its_own(rendered: Rendered) -> None:
    secrets = resources(rendered, "aws_secretsmanager_secret").values()
    assert sorted(name_of(each) for each in secrets) == sorted(ALL)
    written = resources(rendered, "aws_secretsmanager_secret_version").values()
    assert len({each["secret_id"] for each in written}) == len(ALL)


def test_no_two_have_the_same_value(rendered: Rendered) -> None:
    written = resources(rendered, "aws_secretsmanager_secret_version").values()
    assert len({each["secret_string_wo"] for each in written}) == len(ALL)


def form(rendered: Rendered, name: str) -> tuple[int, str]:
    """Return how many letters and digits a secret has, and what follows them."""
    written = the(rendered, "aws_secretsmanager_secret_version", f"_{name}_")["secret_string_wo"]
    expression, ending = re.fullmatch(r"\$\{([^}]+)\}(.*)", written).groups()  # type: ignore[union-attr]
    _ephemeral, type_, generator, _attribute = expression.split(".")
    return rendered["ephemeral"][type_][generator]["password_length"], ending


def test_the_fernet_key_is_32_bytes_in_base64(rendered: Rendered) -> None:
    assert form(rendered, "fernet-key") == (43, "=")


@pytest.mark.parametrize("name", sorted(ALL - {"fernet-key"}))
def test_all_others_cannot_be_guessed(rendered: Rendered, name: str) -> None:
    length, ending = form(rendered, name)
    assert length >= 32
    assert ending == ""


def test_the_brokers_token_is_no_longer_than_elasticache_takes(rendered: Rendered) -> None:
    assert 16 <= form(rendered, "broker-token")[0] <= 128


@pytest.mark.parametrize(
    ("reader", "expected"), [("worker", WORKERS), ("master", ALL), ("all", ALL)]
)
def test_each_node_reads_what_it_needs(rendered: Rendered, reader: str, expected: set[str]) -> None:
    rights = granted(rendered, f"{reader}_")
    assert names(rendered, rights["secretsmanager:GetSecretValue"]) == expected
    assert set(rights) == {
        "secretsmanager:GetSecretValue",
        "secretsmanager:DescribeSecret",
        "kms:Decrypt",
    }


def test_a_worker_can_decrypt_no_other_than_its_own(rendered: Rendered) -> None:
    _read, decrypt = policy(the(rendered, "aws_iam_role_policy", "worker_"))
    (arns,) = decrypt["Condition"]["StringEquals"].values()
    assert names(rendered, arns) == WORKERS


def test_ready_is_every_value(rendered: Rendered) -> None:
    assert set(the(rendered, "aws_ebs_volume")["depends_on"]) == {
        f"aws_secretsmanager_secret_version.{name}"
        for name in resources(rendered, "aws_secretsmanager_secret_version")
    }


def test_a_value_goes_into_write_only_arguments_and_nowhere_else(rendered: Rendered) -> None:
    users = re.findall(r'"(\w+)": "[^"]*\$\{ephemeral\.', json.dumps(rendered))
    assert users == ["secret_string_wo"] * len(ALL)
    assert json.dumps(rendered).count("${ephemeral.") == len(ALL)


def test_who_reads_dags_reads_what_opens_a_private_repository_and_decrypts_it_alone() -> None:
    rendered = render(GIT)
    for reader in ("worker", "master", "all"):
        assert GIT in granted(rendered, f"{reader}_")["secretsmanager:GetSecretValue"]
        read, decrypt = policy(
            the(rendered, "aws_iam_role_policy", f"{reader}_read-git-credentials")
        )
        assert (read["Action"], read["Resource"]) == (["secretsmanager:GetSecretValue"], [GIT])
        assert decrypt["Action"] == ["kms:Decrypt"]
        assert decrypt["Resource"] == ["arn:aws:kms:us-east-1:123456789012:key/*"]
        assert decrypt["Condition"] == {"StringEquals": {"kms:EncryptionContext:SecretARN": GIT}}
