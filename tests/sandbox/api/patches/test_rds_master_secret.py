"""RDS: the secret that it manages holds the master user's name and a password of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from aeolus_sandbox.api.patches.rds_master_secret import PATCH

Client = Callable[[str], Any]


@pytest.fixture
def managed(shop: Any) -> Callable[[], str]:
    """Return a function that creates an instance whose password RDS manages."""

    def create() -> str:
        told = shop(ManageMasterUserPassword=True)
        return str(told["MasterUserSecret"]["SecretArn"])

    return create


def held(client: Client, secret: str) -> dict[str, str]:
    """Return what a secret holds."""
    answer = client("secretsmanager").get_secret_value(SecretId=secret)
    content: dict[str, str] = json.loads(answer["SecretString"])
    return content


def rotate(client: Client) -> None:
    """Ask for another password."""
    client("rds").modify_db_instance(
        DBInstanceIdentifier="shop", RotateMasterUserPassword=True, ApplyImmediately=True
    )


def test_moto_has_the_same_in_each_and_nothing_after_a_rotation(
    client: Client, managed: Callable[[], str]
) -> None:
    secret = managed()
    assert held(client, secret) == {"username": "admin", "password": "P@55w0rd!"}
    rotate(client)
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        held(client, secret)


def test_patched_it_is_of_the_user_and_another_after_each_rotation(
    client: Client, managed: Callable[[], str]
) -> None:
    with PATCH.applied():
        secret = managed()
        first = held(client, secret)
        rotate(client)
        second = held(client, secret)
    assert first["username"] == second["username"] == "keeper"
    assert len(first["password"]) == 28
    assert first["password"] != second["password"]
    assert not set(first["password"]) & set("/'\"@ ")
