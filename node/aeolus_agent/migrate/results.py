"""The result backend's database and role (docs/adr/0006)."""

from __future__ import annotations

from collections.abc import Callable

from aeolus_agent import description
from aeolus_agent.credentials.compose import Credential
from aeolus_agent.credentials.store import Store
from aeolus_agent.database import Database, keep_role
from aeolus_agent.insist import NotYetError


def make_result_backend(
    database: Database,
    metadata: description.Database,
    results: description.Database,
    password: str,
) -> None:
    """Let the role own its database and be kept out of the metadata; all of it can be repeated."""
    role, name = results.user, results.name
    keep_role(database, role, password)
    # Since PostgreSQL 16 who makes a role may not act for it without this.
    database.query(f"GRANT {role} TO CURRENT_USER")
    if not database.query("SELECT 1 FROM pg_database WHERE datname = %s", name):
        database.query(f"CREATE DATABASE {name} OWNER {role}")
    # Else every role may connect to every database.
    database.query(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
    database.query(f"REVOKE ALL ON DATABASE {metadata.name} FROM PUBLIC")


def keep_result_backend(
    node: description.NodeDescription,
    credentials: Store,
    connect: Callable[[str], Database],
    say: Callable[[str], None],
) -> None:
    """Let the role have the password that it is to have by now, once it exists.

    It is not asked what changed just now: whoever was to set it and did not leaves it to the next.
    Raises NotYetError when the metastore cannot be asked.
    """
    try:
        connect(credentials.must_read(Credential.RESULT_BACKEND)).close()
    except NotYetError as refused:
        if "password authentication failed" not in str(refused):
            raise
        say(f"the result backend's password is set: {refused}")
        owner = connect(credentials.must_read(Credential.SQL_ALCHEMY_CONN))
        try:
            password = credentials.must_read(Credential.RESULT_BACKEND_PASSWORD)
            make_result_backend(owner, node.metastore, node.result_backend, password)
        finally:
            owner.close()
