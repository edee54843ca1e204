"""What is done with a database that a node finds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aeolus_agent.migrate.decide import Action, Found, Ours, decide
from aeolus_agent.migrate.revisions import Revisions

OURS = Ours(
    "3.3.2",
    tables=Revisions(frozenset({"a1", "a2", "a3"}), "a3"),
    users_tables=Revisions(frozenset({"u1", "u2"}), "u2"),
)
CURRENT = Found(revision="a3", users_revision="u2", users=1)


def test_a_database_as_it_should_be_is_left_alone() -> None:
    decision = decide(CURRENT, OURS)
    assert decision.action is Action.NOTHING
    assert decision.reason == "the database is at revision a3, as it should"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Found("", "", 0), "is empty"),
        (replace(CURRENT, revision="a1"), "is at revision a1, users at u2; Airflow 3.3.2 wants a3"),
        # A migration that was cut off between the two.
        (replace(CURRENT, users_revision="", users=0), "users at none"),
        (replace(CURRENT, users_revision="u1"), "users at u1"),
        # And one that was cut off before the first user.
        (replace(CURRENT, users=0), "there is no user yet"),
    ],
)
def test_what_is_missing_is_made_up_for(found: Found, said: str) -> None:
    decision = decide(found, OURS)
    assert decision.action is Action.PREPARE
    assert said in decision.reason


@pytest.mark.parametrize(
    "found", [replace(CURRENT, revision="b9"), replace(CURRENT, users_revision="b9")]
)
def test_a_newer_airflows_database_is_refused_with_what_to_do(found: Found) -> None:
    decision = decide(found, OURS)
    assert decision.action is Action.REFUSE
    for words in (
        "newer Airflow than this node's 3.3.2",
        "revision b9",
        "Deploy that newer version",
    ):
        assert words in decision.reason
