"""The roles and databases of a new DB instance, and its master user's password.

Amazon RDS User Guide, "Understanding the rds_superuser role": the master user has that role, may
create roles and databases, and is no superuser of PostgreSQL.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterator

from aeolus_sandbox.services.rds.database import Database

_ITERATIONS = 4096
_ROLE = "rds_superuser"
_PREDEFINED = (
    "pg_monitor, pg_signal_backend, pg_checkpoint, pg_maintain, pg_create_subscription, "
    "pg_use_reserved_connections"
)
_RDS_DATABASES = ("postgres", "template1")


def creation(database: Database) -> Iterator[str]:
    """Yield the statements that make a new cluster the one that was asked for."""
    master = identifier(database.user)
    yield f"CREATE ROLE {_ROLE} NOLOGIN"
    yield f"GRANT {_PREDEFINED} TO {_ROLE} WITH ADMIN OPTION"
    yield f"CREATE ROLE {master} LOGIN CREATEDB CREATEROLE VALID UNTIL 'infinity'"
    yield f"GRANT {_ROLE} TO {master} WITH ADMIN OPTION"
    for name in _RDS_DATABASES:
        yield f"ALTER DATABASE {name} OWNER TO {master}"
    if database.name and database.name not in _RDS_DATABASES:
        yield f"CREATE DATABASE {identifier(database.name)} OWNER {master}"


def password(user: str, secret: str) -> str:
    """Return the statement that sets a password, without telling it to the server or its log."""
    return f"ALTER ROLE {identifier(user)} PASSWORD '{verifier(secret, secrets.token_bytes(16))}'"


def verifier(secret: str, salt: bytes) -> str:
    """Return what PostgreSQL keeps of a password (RFC 5803; RFC 5802, section 3)."""
    salted = hashlib.pbkdf2_hmac("sha256", secret.encode(), salt, _ITERATIONS)
    client = hmac.digest(salted, b"Client Key", "sha256")
    server = hmac.digest(salted, b"Server Key", "sha256")
    stored = hashlib.sha256(client).digest()
    salt_text, stored_text, server_text = (
        base64.b64encode(one).decode() for one in (salt, stored, server)
    )
    return f"SCRAM-SHA-256${_ITERATIONS}:{salt_text}${stored_text}:{server_text}"


def identifier(name: str) -> str:
    """Return a name as SQL takes it for one, whatever is in it."""
    escaped = name.replace('"', '""')
    return f'"{escaped}"'
