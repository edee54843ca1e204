"""The secrets that a node is told the ARNs of, by these names in its description."""

from __future__ import annotations

from enum import StrEnum

FIRST_USER = "admin"
"""Of Airflow; its password is a secret."""


class Secret(StrEnum):
    """A secret in Secrets Manager; a worker is told of four, and of git's."""

    FERNET_KEY = "fernet_key"
    API_SECRET_KEY = "api_secret_key"
    JWT_SECRET = "jwt_secret"
    ADMIN_PASSWORD = "admin_password"
    METASTORE_PASSWORD = "metastore_password"
    RESULT_BACKEND_PASSWORD = "result_backend_password"
    BROKER_TOKEN = "broker_token"
    WEB_CERTIFICATE = "web_certificate"
    """Somebody else's, of a single node that is not to sign its own."""
    GIT_CREDENTIALS = "git_credentials"
    """Of the private repository that DAGs come from."""
