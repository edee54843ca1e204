"""The command `prepare-metadata`: all that needs Airflow itself, in one process of it.

Airflow's own commands do the same, and take ten seconds each to begin.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from aeolus_agent.secrets import FIRST_USER


def run() -> int:
    """Migrate the database, make Airflow's roles and the first user; return the exit status."""
    from airflow.providers.fab.auth_manager.cli_commands.utils import get_application_builder
    from airflow.utils import db

    db.upgradedb()
    # Making it makes the roles.
    with get_application_builder() as builder:
        make_first_user(builder.sm, _credential("admin_password"))
    return 0


def make_first_user(security: Any, password: str) -> None:
    """Make the first user where there is none; `security` is FAB's security manager.

    Whoever has changed its password, or put others in its place, is not meddled with.
    """
    if security.count_users():
        return
    role = security.find_role("Admin")
    if not security.add_user(
        FIRST_USER, "Aeolus", "Admin", f"{FIRST_USER}@example.com", role, password
    ):
        raise OSError(f"Airflow did not make user {FIRST_USER}; it says why above")


def _credential(name: str) -> str:
    return (Path(os.environ["CREDENTIALS_DIRECTORY"]) / name).read_text()
