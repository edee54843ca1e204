"""Connections of the agent to the metastore."""

from __future__ import annotations

from typing import Any, Protocol

import psycopg2
from psycopg2.extensions import encrypt_password

from aeolus_agent.insist import NotYetError

LOCKS = 0x41656F6C
"""What our advisory locks begin with, so that they are nobody else's."""
MIGRATION_LOCK = 1
FENCE_LOCK = 2
SCALING_LOCK = 3


class Database(Protocol):
    """A session with PostgreSQL, each statement its own transaction."""

    def query(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a statement; none for one that has none."""

    def verifier(self, role: str, password: str) -> str:
        """Return what PostgreSQL keeps of a role's password."""

    def close(self) -> None:
        """End the session, and with it what it has locked."""


class Session:
    """A session by psycopg2. A dead server is noticed in ten seconds."""

    def __init__(self, url: str) -> None:
        """Connect to a URL of SQLAlchemy's. Raises NotYetError when that fails."""
        try:
            self.connection = psycopg2.connect(
                f"postgresql://{url.partition('://')[2]}",
                connect_timeout=5,
                keepalives_idle=4,
                keepalives_interval=2,
                keepalives_count=3,
                tcp_user_timeout=10_000,
                application_name="aeolus",
            )
        except psycopg2.OperationalError as error:
            raise NotYetError(f"the metastore cannot be reached: {_line(error)}") from None
        self.connection.autocommit = True

    def query(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a statement. Raises NotYetError when the server fails or refuses."""
        try:
            with self.connection.cursor() as cursor:
                cursor.execute(statement, values or None)
                return cursor.fetchall() if cursor.description else []
        except psycopg2.Error as error:
            raise NotYetError(f"the metastore says: {_line(error)}") from None

    def verifier(self, role: str, password: str) -> str:
        """Return what PostgreSQL keeps of a role's password, with a salt of its own each time."""
        made: str = encrypt_password(password, role, self.connection, "scram-sha-256")
        return made

    def close(self) -> None:
        """End the session."""
        self.connection.close()


def locked(database: Database, lock: int) -> bool:
    """Take one of our locks for as long as the session lasts, unless another has it.

    It does not wait: a statement that waits would itself hold up `CREATE INDEX CONCURRENTLY`.
    """
    ((taken,),) = database.query("SELECT pg_try_advisory_lock(%s, %s)", LOCKS, lock)
    return bool(taken)


def keep_role(database: Database, role: str, password: str, *rights: str) -> None:
    """Let there be a role that may log in with a password; `rights` are more of its attributes.

    The server is told what it keeps of a password and not the password, which may come into its
    log. Names are ours, letters, digits and underscores.
    """
    if not database.query("SELECT 1 FROM pg_roles WHERE rolname = %s", role):
        database.query(f"CREATE ROLE {role}")
    attributes = " ".join(("LOGIN", *rights))
    verifier = database.verifier(role, password)
    database.query(f"ALTER ROLE {role} {attributes} PASSWORD %s", verifier)


def _line(error: Exception) -> str:
    """Return what psycopg2 says on one line; no password is in it."""
    return " ".join(str(error).split())
