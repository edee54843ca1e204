"""The metadata's role and database on a node's own PostgreSQL."""

from __future__ import annotations

from aeolus_agent.description import Database
from aeolus_agent.single_node.owner import keep_owner
from support.toy_database import Rows, ToyDatabase

METADATA = Database("127.0.0.1", 5432, "airflow", "airflow")
SETTING = "ALTER ROLE airflow LOGIN CREATEDB CREATEROLE PASSWORD %s"


def server(role: Rows, database: Rows) -> ToyDatabase:
    """Return a server that has been asked to have both, where each is there or not."""
    toy = ToyDatabase({"FROM pg_roles": role, "FROM pg_database": database})
    keep_owner(toy, METADATA, "secret")
    return toy


def changes(toy: ToyDatabase) -> list[str]:
    """Return the statements that change something."""
    return [statement for statement in toy.asked if not statement.startswith("SELECT")]


def test_both_are_made_where_there_are_none() -> None:
    assert changes(server([], [])) == [
        "CREATE ROLE airflow",
        SETTING,
        "CREATE DATABASE airflow OWNER airflow",
    ]


def test_who_is_there_is_given_the_password_of_now() -> None:
    toy = server([(1,)], [(1,)])
    assert changes(toy) == [SETTING]
    assert toy.given[toy.asked.index(SETTING)] == ("verifier of secret",)


def test_one_that_was_cut_off_is_made_up_for() -> None:
    assert changes(server([(1,)], [])) == [SETTING, "CREATE DATABASE airflow OWNER airflow"]
