"""The metastore as RDS has it: its owner is no superuser, and everybody else is kept out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aeolus_agent.database import FENCE_LOCK, MIGRATION_LOCK, locked
from aeolus_agent.insist import NotYetError
from aeolus_agent.migrate.decide import Found
from aeolus_agent.migrate.find import find
from support.machines import needs_machines, until
from support.rds_metastore import Metastore, metastores

pytestmark = [pytest.mark.sandbox, needs_machines]


@pytest.fixture(scope="module")
def metastore(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Metastore]:
    """Return a metastore that has just been made."""
    with metastores(tmp_path_factory.mktemp("metastore")) as made:
        yield made


def test_a_new_one_is_empty(metastore: Metastore) -> None:
    session = metastore.owner()
    assert find(session) == Found("", "", 0)
    session.close()


def test_the_owner_makes_a_role_that_has_its_database_and_no_other(metastore: Metastore) -> None:
    metastore.make_results("first")
    session = metastore.session(metastore.results, "airflow_results:first")
    session.query("CREATE TABLE celery_taskmeta (id int)")
    session.close()
    with pytest.raises(NotYetError, match="permission denied for database"):
        metastore.session(metastore.metadata, "airflow_results:first")


def test_making_it_again_sets_the_password_that_there_is_now(metastore: Metastore) -> None:
    metastore.make_results("first")
    metastore.make_results("second")
    metastore.session(metastore.results, "airflow_results:second").close()
    with pytest.raises(NotYetError, match="password authentication failed"):
        metastore.session(metastore.results, "airflow_results:first")


def test_the_address_that_workers_have_of_the_metadata_opens_nothing(metastore: Metastore) -> None:
    with pytest.raises(NotYetError, match="no password supplied"):
        metastore.session(metastore.metadata, "airflow")


def test_a_lock_is_one_sessions_until_it_ends_and_locks_are_apart(metastore: Metastore) -> None:
    first, second = metastore.owner(), metastore.owner()
    assert locked(first, MIGRATION_LOCK)
    assert not locked(second, MIGRATION_LOCK)
    assert locked(second, FENCE_LOCK)
    pid = first.connection.info.backend_pid
    first.close()
    # The server ends a session a moment after its client.
    live = "SELECT pid FROM pg_stat_activity WHERE pid = %s"
    until(lambda: not second.query(live, pid), "the first session is over")
    assert locked(second, MIGRATION_LOCK)
    second.close()


def test_why_a_statement_fails_is_told_on_one_line(metastore: Metastore) -> None:
    session = metastore.owner()
    with pytest.raises(NotYetError, match=r'^the metastore says: relation "lunch" does not exist'):
        session.query("SELECT * FROM lunch")
    session.close()
