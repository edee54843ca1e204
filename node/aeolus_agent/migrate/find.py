"""Looking at the database."""

from __future__ import annotations

from aeolus_agent.database import Database

from .decide import Found


def find(database: Database) -> Found:
    """Return the state of the metadata."""
    users = _first(database, "ab_user", "SELECT count(*) FROM (SELECT FROM ab_user LIMIT 1) one")
    return Found(
        revision=_first(database, "alembic_version", "SELECT version_num FROM alembic_version"),
        users_revision=_first(
            database, "alembic_version_fab", "SELECT version_num FROM alembic_version_fab"
        ),
        users=int(users or "0"),
    )


def _first(database: Database, table: str, statement: str) -> str:
    """Return the first value of the first row; empty without table or row."""
    if database.query("SELECT to_regclass(%s)", table) == [(None,)]:
        return ""
    rows = database.query(statement)
    return str(rows[0][0]) if rows else ""
