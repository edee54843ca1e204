"""What schedulers have left, by the statements that Airflow's own tables are asked with."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pytest

from aeolus_agent.database import Session
from aeolus_agent.scheduler.orphans import Orphans
from support.machines import needs_machines
from support.rds_metastore import metastores

pytestmark = [pytest.mark.sandbox, needs_machines]

TABLES = (
    # As Airflow 3.3 has them, as far as they are asked for.
    "CREATE TABLE job (id serial PRIMARY KEY, job_type varchar(30), state varchar(20),"
    " hostname varchar(500), end_date timestamptz,"
    " latest_heartbeat timestamptz DEFAULT now())",
    "CREATE TABLE task_instance (id serial PRIMARY KEY, task_id text, queue varchar(256),"
    " state varchar(20), queued_by_job_id int, external_executor_id text)",
    "INSERT INTO job (job_type, state, hostname) VALUES"
    " ('SchedulerJob', 'running', 'one'), ('SchedulerJob', 'running', 'two'),"
    " ('TriggererJob', 'running', 'one')",
    "INSERT INTO task_instance (task_id, queue, state, queued_by_job_id, external_executor_id)"
    " VALUES ('lost', 'heavy', 'queued', 1, 'id-a'), ('sent', 'heavy', 'queued', 1, 'id-b'),"
    " ('at work', 'heavy', 'running', 1, 'id-c'), ('of two', 'heavy', 'queued', 2, 'id-d'),"
    " ('before that', 'heavy', 'queued', 1, NULL)",
)


class Broker:
    """Has one message."""

    def messages(self, queues: Collection[str]) -> Iterator[str]:
        assert set(queues) == {"heavy"}
        yield '{"headers": {"id": "id-b"}}'


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with metastores(tmp_path_factory.mktemp("orphans")) as made:
        session = made.owner()
        for statement in TABLES:
            session.query(statement)
        yield session
        session.close()


def test_of_a_host_that_starts_a_scheduler_what_was_never_sent_is_given_up(
    session: Session,
) -> None:
    orphans = Orphans(session, Broker(), lambda _seconds: None)
    orphans.end_jobs("one")
    assert orphans.release() == 1
    rest = session.query("SELECT task_id, external_executor_id FROM task_instance ORDER BY id")
    assert rest == [
        ("lost", None),
        ("sent", "id-b"),
        ("at work", "id-c"),
        ("of two", "id-d"),
        ("before that", None),
    ]
    states = session.query("SELECT job_type, hostname, state FROM job ORDER BY id")
    assert states == [
        ("SchedulerJob", "one", "failed"),
        ("SchedulerJob", "two", "running"),
        ("TriggererJob", "one", "running"),
    ]
    # Where one schedules at a time, those of all hosts have ended.
    orphans.end_jobs("")
    assert orphans.release() == 1
    [(of_two,)] = session.query(
        "SELECT external_executor_id FROM task_instance WHERE task_id = 'of two'"
    )
    assert of_two is None


def test_one_that_is_not_heard_of_is_looked_after_before_another_adopts_its_tasks(
    session: Session,
) -> None:
    session.query("UPDATE job SET state = 'running', latest_heartbeat = now()")
    session.query("UPDATE task_instance SET external_executor_id = 'id-' || id")
    orphans = Orphans(session, Broker(), lambda _seconds: None)
    assert orphans.release() == 0
    session.query(
        "UPDATE job SET latest_heartbeat = now() - interval '16 s' WHERE hostname = 'two'"
    )
    assert orphans.release() == 1
    without = "SELECT task_id FROM task_instance WHERE external_executor_id IS NULL"
    assert session.query(without) == [("of two",)]
