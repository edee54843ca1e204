"""A secret: written once, read back as stored, and nowhere else in what Terraform is given."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from aeolus_constructs.encryption_key import EncryptionKey
from aeolus_constructs.iam import Role
from aeolus_constructs.providers import DbInstance
from aeolus_constructs.secret import Secret
from support.grants import references
from support.render import DEPLOYMENT, Rendered, policy, render_construct, resources, search, the


def render(*, deletion_protection: bool = True, used: bool = True, ending: str = "") -> Rendered:
    """Render a secret, a role that reads it, and, if `used`, a database that has it."""

    def build(stack: Any) -> None:
        secret = Secret(
            stack,
            "secret",
            deployment=DEPLOYMENT,
            encryption_key=EncryptionKey(stack, "key", deployment=DEPLOYMENT),
            suffix="password",
            description="A password",
            length=32,
            deletion_protection=deletion_protection,
            ending=ending,
        )
        role = Role(
            stack,
            "reader",
            deployment=DEPLOYMENT,
            suffix="reader",
            service="ec2.amazonaws.com",
            description="Reads it",
        )
        secret.grant_read(role)
        if used:
            DbInstance(
                stack,
                "user",
                instance_class="db.t4g.micro",
                password_wo=secret.stored_value,
                password_wo_version=secret.stored_value_version,
                depends_on=secret.ready,
            )

    return render_construct(build)


@pytest.fixture(scope="module")
def rendered() -> Rendered:
    return render()


def version(rendered: Rendered) -> dict[str, Any]:
    return the(rendered, "aws_secretsmanager_secret_version")


def test_value_is_generated_outside_the_state(rendered: Rendered) -> None:
    (name,) = rendered["ephemeral"]["aws_secretsmanager_random_password"]
    assert version(rendered)["secret_string_wo"] == (
        f"${{ephemeral.aws_secretsmanager_random_password.{name}.random_password}}"
    )
    assert "secret_string" not in version(rendered)
    assert "secret_binary" not in version(rendered)


def test_value_is_letters_and_digits_of_its_length(rendered: Rendered) -> None:
    (generated,) = rendered["ephemeral"]["aws_secretsmanager_random_password"].values()
    assert generated == {
        "password_length": 32,
        "exclude_punctuation": True,
        "include_space": False,
    }


def test_an_ending_follows_the_random_part() -> None:
    assert version(render(ending="="))["secret_string_wo"].endswith(".random_password}=")


def test_name_is_free_again_as_soon_as_it_is_deleted(rendered: Rendered) -> None:
    secret = the(rendered, "aws_secretsmanager_secret")
    assert secret["name_prefix"] == "aeolus-test-password-"
    assert "name" not in secret


def test_is_encrypted_by_the_environments_key(rendered: Rendered) -> None:
    key = the(rendered, "aws_secretsmanager_secret")["kms_key_id"]
    assert references(key) in resources(rendered, "aws_kms_key")


@pytest.mark.parametrize(("protected", "days"), [(True, 7), (False, 0)])
def test_can_be_recovered_where_it_is_protected(protected: bool, days: int) -> None:
    rendered = render(deletion_protection=protected)
    assert the(rendered, "aws_secretsmanager_secret")["recovery_window_in_days"] == days


# Rotation outside Terraform


def test_a_deploy_does_not_write_it_again(rendered: Rendered) -> None:
    assert version(rendered)["secret_string_wo_version"] == 1


def test_the_version_that_terraform_made_outlives_rotations(rendered: Rendered) -> None:
    _current, own = version(rendered)["version_stages"]
    assert own == "AEOLUS_CREATED"


def test_a_deploy_does_not_take_a_rotation_back(rendered: Rendered) -> None:
    assert version(rendered)["lifecycle"]["ignore_changes"] == ["version_stages"]


# The stored value


def test_users_get_what_is_stored(rendered: Rendered) -> None:
    (name,) = rendered["ephemeral"]["aws_secretsmanager_secret_version"]
    assert the(rendered, "aws_db_instance")["password_wo"] == (
        f"${{ephemeral.aws_secretsmanager_secret_version.{name}.secret_string}}"
    )


def test_it_is_read_after_it_was_written(rendered: Rendered) -> None:
    (stored,) = rendered["ephemeral"]["aws_secretsmanager_secret_version"].values()
    (written,) = resources(rendered, "aws_secretsmanager_secret_version")
    assert stored == {"secret_id": f"${{aws_secretsmanager_secret_version.{written}.arn}}"}


def test_a_value_made_anew_is_set_anew(rendered: Rendered) -> None:
    (written,) = resources(rendered, "aws_secretsmanager_secret_version")
    number = the(rendered, "aws_db_instance")["password_wo_version"]
    assert f"aws_secretsmanager_secret_version.{written}.version_id" in number
    # Seven hexadecimal digits: the provider's numbers have 32 bits with the sign.
    assert re.search(r"substr\(sha256\(.+\), 0, 7\)", number)


def test_is_not_read_back_unless_somebody_uses_it() -> None:
    assert "aws_secretsmanager_secret_version" not in render(used=False)["ephemeral"]


def test_its_value_is_in_write_only_arguments_alone(rendered: Rendered) -> None:
    users = re.findall(r'"(\w+)": "[^"]*\$\{ephemeral\.', json.dumps(rendered))
    assert sorted(users) == ["password_wo", "secret_string_wo"]
    assert "output" not in rendered


def test_ready_is_the_value_and_not_the_empty_entry(rendered: Rendered) -> None:
    (written,) = resources(rendered, "aws_secretsmanager_secret_version")
    assert the(rendered, "aws_db_instance")["depends_on"] == [
        f"aws_secretsmanager_secret_version.{written}"
    ]


# Readers


def test_a_reader_reads_this_one_and_decrypts_nothing_else(rendered: Rendered) -> None:
    read, decrypt = policy(the(rendered, "aws_iam_role_policy"))
    (name,) = resources(rendered, "aws_secretsmanager_secret")
    arn = f"${{aws_secretsmanager_secret.{name}.arn}}"
    assert read["Action"] == ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
    assert read["Resource"] == [arn]
    assert decrypt["Action"] == ["kms:Decrypt"]
    assert search("Condition.StringEquals", decrypt) == {"kms:EncryptionContext:SecretARN": [arn]}
