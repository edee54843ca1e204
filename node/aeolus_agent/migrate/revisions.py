"""Which states of the database this node's Airflow knows: the revisions of its migrations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

_ASSIGNED = re.compile(r'^(revision|down_revision)(?:: [^=]+)? = (?:"(\w+)"|None)', re.MULTILINE)


@dataclass(frozen=True)
class Revisions:
    """All revisions of a chain of migrations, and the last of them."""

    known: frozenset[str]
    head: str


def chain(migrations: Iterable[str]) -> Revisions:
    """Return the revisions of migrations, given as the texts of their files (Alembic's form).

    Raises ValueError when they are no chain with one end.
    """
    before: dict[str, str] = {}
    for text in migrations:
        found = {name: value for name, value in _ASSIGNED.findall(text)}
        if found.get("revision"):
            before[found["revision"]] = found.get("down_revision", "")
    heads = before.keys() - before.values()
    if len(heads) != 1:
        raise ValueError(f"migrations have one end, not {sorted(heads)}")
    return Revisions(frozenset(before), heads.pop())


def of_airflow() -> tuple[Revisions, Revisions]:
    """Return the revisions of Airflow's own tables and of its users' (the FAB provider's).

    They are read from the files: importing Airflow takes seconds. Raises ValueError where Airflow
    is not installed.
    """
    spec = find_spec("airflow")
    if spec is None or spec.origin is None:
        raise ValueError("Airflow is not installed here")
    package = Path(spec.origin).parent
    return (
        chain(_texts(package / "migrations/versions")),
        chain(_texts(package / "providers/fab/migrations/versions")),
    )


def _texts(directory: Path) -> list[str]:
    return [path.read_text() for path in sorted(directory.glob("*.py"))]
