"""How the database is looked at, which may have no tables yet."""

from __future__ import annotations

from aeolus_agent.migrate.decide import Found
from aeolus_agent.migrate.find import find
from support.toy_database import Rows, ToyDatabase


def database(**tables: Rows) -> ToyDatabase:
    """Return one with these tables, each with the rows that it is asked for."""
    answers: dict[str, object] = {
        "to_regclass": lambda table: [(table if table in tables else None,)],
    }
    answers |= {rf"FROM {table}\b": rows for table, rows in tables.items()}
    return ToyDatabase(answers)  # type: ignore[arg-type]


def test_one_without_tables_has_no_revision_and_no_user() -> None:
    assert find(database()) == Found("", "", 0)


def test_revisions_and_whether_there_is_a_user() -> None:
    full = database(alembic_version=[("a3",)], alembic_version_fab=[("u2",)], ab_user=[(1,)])
    assert find(full) == Found("a3", "u2", 1)


def test_a_table_without_a_row_has_no_revision() -> None:
    assert find(database(alembic_version=[])) == Found("", "", 0)
