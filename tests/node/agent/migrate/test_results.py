"""The result backend's role and database."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from aeolus_agent.credentials.store import Store
from aeolus_agent.insist import NotYetError
from aeolus_agent.migrate.results import keep_result_backend, make_result_backend
from support.node_descriptions import MASTER
from support.toy_database import Rows, ToyDatabase


def asked(role: Rows, database: Rows) -> list[str]:
    """Return the statements that change something, where role and database are there or not."""
    toy = ToyDatabase({"FROM pg_roles": role, "FROM pg_database": database})
    make_result_backend(toy, MASTER.metastore, MASTER.result_backend, "secret")
    return [statement for statement in toy.asked if not statement.startswith("SELECT")]


SETTING = [
    "ALTER ROLE airflow_results LOGIN PASSWORD %s",
    "GRANT airflow_results TO CURRENT_USER",
]
CLOSING = [
    "REVOKE ALL ON DATABASE airflow_results FROM PUBLIC",
    "REVOKE ALL ON DATABASE airflow FROM PUBLIC",
]


def test_the_first_master_makes_both() -> None:
    assert asked(role=[], database=[]) == [
        "CREATE ROLE airflow_results",
        *SETTING,
        "CREATE DATABASE airflow_results OWNER airflow_results",
        *CLOSING,
    ]


def test_a_later_one_sets_the_password_that_there_is_now() -> None:
    assert asked(role=[(1,)], database=[(1,)]) == [*SETTING, *CLOSING]


def test_one_that_was_cut_off_is_made_up_for() -> None:
    assert "CREATE DATABASE airflow_results OWNER airflow_results" in asked([(1,)], [])


def test_the_password_itself_is_in_no_statement() -> None:
    toy = ToyDatabase({})
    make_result_backend(toy, MASTER.metastore, MASTER.result_backend, "secret")
    given = dict(zip(toy.asked, toy.given, strict=True))
    assert given[SETTING[0]] == ("verifier of secret",)
    assert not any("secret" in statement for statement in toy.asked)


@dataclass
class Metastore:
    """Lets the role in with one password, and the owner with any."""

    password: str
    up: bool = True
    asked: list[str] = field(default_factory=list)

    def connect(self, url: str) -> ToyDatabase:
        """Return a session."""
        if not self.up:
            raise NotYetError("the metastore cannot be reached: timeout expired")
        if url.startswith("db+") and url != f"db+{self.password}":
            raise NotYetError("the metastore cannot be reached: password authentication failed")
        session = ToyDatabase()
        session.asked = self.asked
        return session


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path)
    made.write(
        {
            "result_backend": "db+new",
            "result_backend_password": "new",
            "sql_alchemy_conn": "postgresql://owner",
        }
    )
    return made


def test_a_rotated_password_is_set_by_whoever_finds_it_refused(store: Store) -> None:
    metastore, said = Metastore("old"), list[str]()
    keep_result_backend(MASTER, store, metastore.connect, said.append)
    assert SETTING[0] in metastore.asked
    assert said == [
        "the result backend's password is set: the metastore cannot be reached:"
        " password authentication failed"
    ]


def test_one_that_is_accepted_is_left_alone(store: Store) -> None:
    metastore = Metastore("new")
    keep_result_backend(MASTER, store, metastore.connect, lambda _: None)
    assert metastore.asked == []


def test_while_the_metastore_is_away_nothing_is_concluded(store: Store) -> None:
    with pytest.raises(NotYetError, match="timeout expired"):
        keep_result_backend(MASTER, store, Metastore("new", up=False).connect, lambda _: None)
