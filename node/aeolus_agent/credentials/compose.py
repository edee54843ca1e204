"""What Airflow's daemons are given, made of the secrets that the node may read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from urllib.parse import quote

from aeolus_agent.description import Broker, Database, NodeDescription
from aeolus_agent.places import AUTHORITIES
from aeolus_agent.secrets import FIRST_USER, Secret
from aeolus_agent.single_node.given_certificate import opened

from . import git

_METADATA = "postgresql+psycopg2"
_METADATA_ASYNC = "postgresql+psycopg"
_HERE = ("localhost", "127.0.0.1")
_OF_LINES = frozenset({Secret.WEB_CERTIFICATE, Secret.GIT_CREDENTIALS})
"""Secrets whose values may have several lines."""


class Credential(StrEnum):
    """A file that units name in `LoadCredential=`."""

    FERNET_KEY = "fernet_key"
    API_SECRET_KEY = "api_secret_key"
    JWT_SECRET = "jwt_secret"
    SQL_ALCHEMY_CONN = "sql_alchemy_conn"
    """The metadata's owner."""
    SQL_ALCHEMY_CONN_ASYNC = "sql_alchemy_conn_async"
    """The same for asyncio: what Airflow would make of it, for asyncpg, knows no `sslmode`."""
    WORKER_SQL_ALCHEMY_CONN = "worker_sql_alchemy_conn"
    """The same database without a password, as Airflow wants an address of one: for workers, and
    for a scheduler that stands by."""
    WORKER_SQL_ALCHEMY_CONN_ASYNC = "worker_sql_alchemy_conn_async"
    BROKER_URL = "broker_url"
    RESULT_BACKEND = "result_backend"
    RESULT_BACKEND_PASSWORD = "result_backend_password"
    """For the master that makes the role."""
    ADMIN_PASSWORD = "admin_password"
    FLOWER_BASIC_AUTH = "flower_basic_auth"
    WEB_CERTIFICATE = "web_certificate"
    WEB_KEY = "web_key"
    GIT_CREDENTIALS = "git_credentials"
    """A deploy key, or what git's credential helper answers."""


class UnusableSecretError(Exception):
    """A secret's value cannot serve; the text names the secret and holds no part of its value."""


def compose(values: Mapping[Secret, str], node: NodeDescription) -> dict[Credential, str]:
    """Return what the node's daemons are given, by the secrets that it is told of.

    A line break at the end of a value is not part of it. Raises UnusableSecretError for a value
    that is empty, has another line break, or cannot be written where it belongs.
    """
    known = {name: _usable(name, value) for name, value in values.items()}
    made = {
        Credential.WORKER_SQL_ALCHEMY_CONN: _database(_METADATA, node.metastore),
        Credential.WORKER_SQL_ALCHEMY_CONN_ASYNC: _database(_METADATA_ASYNC, node.metastore),
    }
    for secret, makes in _MADE.items():
        if secret in known:
            made |= makes(known[secret], node)
    return made


def _usable(name: Secret, value: str) -> str:
    value = value.rstrip("\r\n")
    if not value:
        raise UnusableSecretError(f"secret {name} is empty: store a value in Secrets Manager")
    if name not in _OF_LINES and any(each in value for each in "\r\n\0"):
        raise UnusableSecretError(f"secret {name} has a line break: store it without")
    return value


def _as_it_is(credential: Credential) -> Callable[[str, NodeDescription], dict[Credential, str]]:
    return lambda value, _: {credential: value}


def _admin(password: str, _: NodeDescription) -> dict[Credential, str]:
    if "," in password:
        # Flower's option is a list, and has no way to quote.
        raise UnusableSecretError(
            "secret admin_password has a comma, which Flower takes for the end of a password:"
            " store one without"
        )
    return {
        Credential.ADMIN_PASSWORD: password,
        Credential.FLOWER_BASIC_AUTH: f"{FIRST_USER}:{password}",
    }


def _owner(password: str, node: NodeDescription) -> dict[Credential, str]:
    return {
        Credential.SQL_ALCHEMY_CONN: _database(_METADATA, node.metastore, password),
        Credential.SQL_ALCHEMY_CONN_ASYNC: _database(_METADATA_ASYNC, node.metastore, password),
    }


def scheduler_login(database: Database, password: str) -> tuple[str, str]:
    """Return what a scheduler with a role of its own logs in with, and the same for asyncio."""
    return _database(_METADATA, database, password), _database(_METADATA_ASYNC, database, password)


def _results(password: str, node: NodeDescription) -> dict[Credential, str]:
    return {
        Credential.RESULT_BACKEND_PASSWORD: password,
        Credential.RESULT_BACKEND: _database("db+postgresql", node.result_backend, password),
    }


def _broker(token: str, node: NodeDescription) -> dict[Credential, str]:
    return {Credential.BROKER_URL: _broker_url(node.broker, token)}


def _web(text: str, node: NodeDescription) -> dict[Credential, str]:
    try:
        given = opened(text, node.lasting.web_name if node.lasting else "")
    except ValueError as error:
        raise UnusableSecretError(f"secret web_certificate {error}") from None
    return {Credential.WEB_CERTIFICATE: given.certificate, Credential.WEB_KEY: given.key}


def _git(text: str, node: NodeDescription) -> dict[Credential, str]:
    try:
        made = git.key(text) if node.git and node.git.ssh else git.login(text)
    except ValueError as error:
        raise UnusableSecretError(f"secret git_credentials {error}") from None
    return {Credential.GIT_CREDENTIALS: made}


_MADE: dict[Secret, Callable[[str, NodeDescription], dict[Credential, str]]] = {
    Secret.FERNET_KEY: _as_it_is(Credential.FERNET_KEY),
    Secret.API_SECRET_KEY: _as_it_is(Credential.API_SECRET_KEY),
    Secret.JWT_SECRET: _as_it_is(Credential.JWT_SECRET),
    Secret.ADMIN_PASSWORD: _admin,
    Secret.METASTORE_PASSWORD: _owner,
    Secret.RESULT_BACKEND_PASSWORD: _results,
    Secret.BROKER_TOKEN: _broker,
    Secret.WEB_CERTIFICATE: _web,
    Secret.GIT_CREDENTIALS: _git,
}


def _database(scheme: str, database: Database, password: str = "") -> str:
    user = quote(database.user, safe="") + (f":{quote(password, safe='')}" if password else "")
    address = f"{scheme}://{user}@{database.host}:{database.port}/{database.name}"
    if database.host in _HERE:
        return address
    return f"{address}?sslmode=verify-full&sslrootcert={AUTHORITIES}"


def _broker_url(broker: Broker, token: str) -> str:
    address = f":{quote(token, safe='')}@{broker.host}:{broker.port}/0"
    if broker.host in _HERE:
        return f"redis://{address}"
    return f"rediss://{address}?ssl_cert_reqs=required&ssl_ca_certs={AUTHORITIES}"
