"""What git is given of the secret of a private repository."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)

from aeolus_agent.credentials.compose import Credential, UnusableSecretError, compose
from aeolus_agent.credentials.users import credentials_of, outdated, whole
from aeolus_agent.git_access import GitAccess
from aeolus_agent.install.machine import Machine
from aeolus_agent.install.roles import units_of
from aeolus_agent.secrets import Secret
from support.git_access import AGENT
from support.node_descriptions import HTTPS, MASTER, SSH, WORKER, private


def given(secret: str, git: GitAccess) -> str:
    """Return the credential that is made of the secret."""
    node = private(WORKER, git)
    return compose({Secret.GIT_CREDENTIALS: secret}, node)[Credential.GIT_CREDENTIALS]


def refused(secret: str, git: GitAccess) -> str:
    """Return why none can be made of it."""
    with pytest.raises(UnusableSecretError) as error:
        given(secret, git)
    return str(error.value)


@functools.cache
def key(
    format_: PrivateFormat = PrivateFormat.OpenSSH,
    encryption: KeySerializationEncryption | None = None,
) -> str:
    """Return the same key each time."""
    made = Ed25519PrivateKey.generate()
    return made.private_bytes(Encoding.PEM, format_, encryption or NoEncryption()).decode()


@pytest.mark.parametrize(
    ("secret", "user", "token"),
    [
        ("ghp_0123", "x-access-token", "ghp_0123"),
        ("ghp_0123\r\n", "x-access-token", "ghp_0123"),
        ("x-token-auth:ATCT=0", "x-token-auth", "ATCT=0"),
        ("me:to:ken", "me", "to:ken"),
    ],
)
def test_over_https_it_is_a_token_or_a_user_and_a_token(secret: str, user: str, token: str) -> None:
    assert given(secret, HTTPS) == f"username={user}\npassword={token}\n"


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        ("hush\nhush", "secret git_credentials has several lines"),
        ("hush\0hush", "secret git_credentials has several lines"),
        ("hush:", "secret git_credentials has nothing before or after its colon"),
        (":hush", "secret git_credentials has nothing before or after its colon"),
        ("\n", "secret git_credentials is empty"),
    ],
)
def test_what_git_would_not_understand_is_told_and_not_shown(secret: str, said: str) -> None:
    assert refused(secret, HTTPS).startswith(said)
    assert "hush" not in refused(secret, HTTPS)


def test_a_deploy_key_over_https_is_told_to_be_for_ssh() -> None:
    assert "a deploy key is for SSH" in refused(key(), HTTPS)


def test_over_ssh_it_is_the_key_as_ssh_reads_it() -> None:
    assert given(key(), SSH) == key()
    assert given(key().replace("\n", "\r\n").strip(), SSH) == key()


def test_the_same_key_makes_the_same_credential() -> None:
    """Another text would restart the daemons every few minutes."""
    assert given(key(), SSH) == given(key(), SSH)


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        (" \n", "holds no private key without a passphrase"),
        ("ghp_hush", "holds no private key without a passphrase"),
        (key().replace("\n", " "), "with its line breaks"),
        (key().replace("\n", "\\n"), "with its line breaks"),
        (key(PrivateFormat.PKCS8), "holds an Ed25519 key in PEM, which nodes' ssh does not read"),
        (
            key(PrivateFormat.PKCS8, BestAvailableEncryption(b"hush")),
            "holds no private key without a passphrase",
        ),
    ],
    ids=["blank", "token", "spaces", "escaped", "pem", "passphrase"],
)
def test_what_ssh_could_not_use_is_told_and_not_shown(secret: str, said: str) -> None:
    told = refused(secret, SSH)
    assert told.startswith("secret git_credentials ")
    assert said in told
    assert not any(line in told for line in secret.split())


def test_a_rotated_one_restarts_who_reads_dags_and_nobody_else(tmp_path: Path) -> None:
    for node in (private(MASTER), private(WORKER)):
        units = units_of(node)
        Machine().add_units(units.all, AGENT / "units", tmp_path, units.more)
    uses = {path.name: credentials_of(whole(path)) for path in tmp_path.glob("a*.service")}
    started = dict.fromkeys(uses, 100.0)
    changed = {"git_credentials": 101.0, "broker_url": 99.0}
    assert outdated(started, uses, changed) == {
        "airflow-dag-processor.service": ["git_credentials"],
        "airflow-worker.service": ["git_credentials"],
    }
