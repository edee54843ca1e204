"""The command `keep-owner`: the metadata's role and database on a node's own PostgreSQL.

RDS makes both, and its master user; what the role may is the same here (docs/adr/0006).
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from aeolus_agent import description
from aeolus_agent.database import Database, Session, keep_role
from aeolus_agent.insist import insist_aloud

from .described import described

SOCKET = "postgresql://postgres@/postgres?host=/run/postgresql"
"""By a Unix socket PostgreSQL knows its own user, who needs no password."""


def keep_owner(database: Database, metadata: description.Database, password: str) -> None:
    """Let the role own its database, with this password; all of it can be repeated.

    It may make roles and databases, as it makes the result backend's.
    """
    role, name = metadata.user, metadata.name
    keep_role(database, role, password, "CREATEDB", "CREATEROLE")
    if not database.query("SELECT 1 FROM pg_database WHERE datname = %s", name):
        database.query(f"CREATE DATABASE {name} OWNER {role}")


def run() -> int:
    """Return, with exit status 0, when role and database are as they should."""
    node, _ = described()
    url = (Path(os.environ["CREDENTIALS_DIRECTORY"]) / "sql_alchemy_conn").read_text()
    password = unquote(urlsplit(url).password or "")

    def attempt() -> None:
        session = Session(SOCKET)
        try:
            keep_owner(session, node.metastore, password)
        finally:
            session.close()

    insist_aloud(attempt)
    return 0
