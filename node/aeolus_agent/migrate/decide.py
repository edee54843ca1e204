"""What is to be done with the database that a node finds: data in, a decision out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .revisions import Revisions


@dataclass(frozen=True)
class Found:
    """The database as it is; an empty revision where there are no tables yet."""

    revision: str
    users_revision: str
    users: int


@dataclass(frozen=True)
class Ours:
    """What this node's Airflow knows."""

    version: str
    tables: Revisions
    users_tables: Revisions


class Action(StrEnum):
    """What to do."""

    NOTHING = "nothing"
    PREPARE = "prepare"
    """Migrate, and make the first user."""
    REFUSE = "refuse"


@dataclass(frozen=True)
class Decision:
    """What to do, and a sentence that says why."""

    action: Action
    reason: str


def decide(found: Found, ours: Ours) -> Decision:
    """Return what to do with the database."""
    for revision, known in (
        (found.revision, ours.tables),
        (found.users_revision, ours.users_tables),
    ):
        if revision and revision not in known.known:
            return Decision(
                Action.REFUSE,
                f"the database was migrated by a newer Airflow than this node's {ours.version}:"
                f" its revision {revision} is not known here. Deploy that newer version, or"
                " restore the database of before",
            )
    if not found.revision:
        return Decision(Action.PREPARE, "the database is empty")
    if (found.revision, found.users_revision) != (ours.tables.head, ours.users_tables.head):
        return Decision(
            Action.PREPARE,
            f"the database is at revision {found.revision}, users at"
            f" {found.users_revision or 'none'}; Airflow {ours.version} wants {ours.tables.head}"
            f" and {ours.users_tables.head}",
        )
    if not found.users:
        return Decision(Action.PREPARE, "there is no user yet")
    return Decision(Action.NOTHING, f"the database is at revision {found.revision}, as it should")
