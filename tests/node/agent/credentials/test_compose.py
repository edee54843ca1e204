"""What daemons are given, of what the node may read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aeolus_agent.credentials.compose import Credential, UnusableSecretError, compose
from aeolus_agent.description import Lasting, NodeDescription, Role
from aeolus_agent.secrets import Secret
from support.certificates import chain, given
from support.node_descriptions import MASTER, WORKER, arn, private

SIGNED = replace(
    MASTER,
    role=Role.SINGLE_NODE,
    secrets={**MASTER.secrets, "web_certificate": arn("web")},
    lasting=Lasting("vol-1", "eipalloc-1", "airflow.example.com"),
)
"""A single node whose certificate somebody else has signed."""
TLS = "sslmode=verify-full&sslrootcert=/run/aeolus/authorities.pem"


def values(node: NodeDescription, **changes: str) -> dict[Secret, str]:
    """Return a value for each secret of the node: its own name."""
    return {Secret(name): changes.get(name, name) for name in node.secrets}


def test_every_secret_that_a_node_is_told_of_is_one() -> None:
    assert {Secret(name) for name in private(SIGNED).secrets} == set(Secret)


def test_a_master_has_everything() -> None:
    assert compose(values(MASTER), MASTER) == {
        Credential.FERNET_KEY: "fernet_key",
        Credential.API_SECRET_KEY: "api_secret_key",
        Credential.JWT_SECRET: "jwt_secret",
        Credential.SQL_ALCHEMY_CONN: "postgresql+psycopg2://airflow:metastore_password"
        f"@metastore.test:5432/airflow?{TLS}",
        Credential.SQL_ALCHEMY_CONN_ASYNC: "postgresql+psycopg://airflow:metastore_password"
        f"@metastore.test:5432/airflow?{TLS}",
        Credential.WORKER_SQL_ALCHEMY_CONN: "postgresql+psycopg2://airflow"
        f"@metastore.test:5432/airflow?{TLS}",
        Credential.WORKER_SQL_ALCHEMY_CONN_ASYNC: "postgresql+psycopg://airflow"
        f"@metastore.test:5432/airflow?{TLS}",
        Credential.BROKER_URL: "rediss://:broker_token@broker.test:6379/0"
        "?ssl_cert_reqs=required&ssl_ca_certs=/run/aeolus/authorities.pem",
        Credential.RESULT_BACKEND: "db+postgresql://airflow_results:result_backend_password"
        f"@metastore.test:5432/airflow_results?{TLS}",
        Credential.RESULT_BACKEND_PASSWORD: "result_backend_password",
        Credential.ADMIN_PASSWORD: "admin_password",
        Credential.FLOWER_BASIC_AUTH: "admin:admin_password",
    }


def test_a_worker_has_nothing_that_opens_the_metadata_or_signs_tokens() -> None:
    made = compose(values(WORKER), WORKER)
    assert set(made) == {
        Credential.FERNET_KEY,
        Credential.API_SECRET_KEY,
        Credential.WORKER_SQL_ALCHEMY_CONN,
        Credential.WORKER_SQL_ALCHEMY_CONN_ASYNC,
        Credential.BROKER_URL,
        Credential.RESULT_BACKEND,
        Credential.RESULT_BACKEND_PASSWORD,
    }
    for name in (Credential.WORKER_SQL_ALCHEMY_CONN, Credential.WORKER_SQL_ALCHEMY_CONN_ASYNC):
        assert "//airflow@metastore.test" in made[name]


def test_whatever_is_in_a_password_stays_in_it() -> None:
    made = compose(values(MASTER, metastore_password="p@ss/w:r?d%&", broker_token="a@b:c/"), MASTER)
    assert "airflow:p%40ss%2Fw%3Ar%3Fd%25%26@metastore.test" in made[Credential.SQL_ALCHEMY_CONN]
    assert "://:a%40b%3Ac%2F@broker.test" in made[Credential.BROKER_URL]


def test_on_the_node_itself_nothing_needs_tls() -> None:
    node = replace(
        MASTER,
        metastore=replace(MASTER.metastore, host="localhost"),
        broker=replace(MASTER.broker, host="127.0.0.1"),
    )
    made = compose(values(node), node)
    assert made[Credential.SQL_ALCHEMY_CONN].endswith("@localhost:5432/airflow")
    assert made[Credential.BROKER_URL] == "redis://:broker_token@127.0.0.1:6379/0"


def test_a_line_break_at_the_end_is_an_editors_and_no_part_of_a_secret() -> None:
    made = compose(values(MASTER, jwt_secret="signed\r\n"), MASTER)
    assert made[Credential.JWT_SECRET] == "signed"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("fernet_key", "\n", "secret fernet_key is empty"),
        ("jwt_secret", "hush\nhush", "secret jwt_secret has a line break"),
        ("admin_password", "hush,hush", "secret admin_password has a comma"),
    ],
)
def test_a_value_that_cannot_serve_is_named_and_not_shown(name: str, value: str, said: str) -> None:
    with pytest.raises(UnusableSecretError, match=said) as refused:
        compose(values(MASTER, **{name: value}), MASTER)
    assert "hush" not in str(refused.value)


def test_a_certificate_that_is_given_is_nginxs() -> None:
    made = compose(values(SIGNED, web_certificate=given("airflow.example.com")), SIGNED)
    assert made[Credential.WEB_CERTIFICATE].startswith("-----BEGIN CERTIFICATE-----\n")
    assert made[Credential.WEB_KEY].startswith("-----BEGIN PRIVATE KEY-----\n")


def test_one_that_nginx_could_not_use_is_refused_and_not_told() -> None:
    held = given("other.example.com")
    with pytest.raises(UnusableSecretError) as refused:
        compose(values(SIGNED, web_certificate=held), SIGNED)
    assert str(refused.value) == (
        "secret web_certificate has a certificate of other.example.com, not of airflow.example.com"
    )
    assert chain("other.example.com").key not in str(refused.value)
