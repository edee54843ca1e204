"""What waits and runs, by the statements that Airflow's own tables are asked with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aeolus_agent.insist import NotYetError
from aeolus_agent.scaling import figures
from aeolus_agent.scaling.figures import Figures, Reader
from support.machines import needs_machines, until
from support.rds_metastore import Metastore, metastores

pytestmark = [pytest.mark.sandbox, needs_machines]

TABLES = (
    # As Airflow 3.3 has it, as far as it is asked for.
    "CREATE TABLE task_instance (task_id text, queue varchar(256), state varchar(20),"
    " hostname varchar(1000))",
    "INSERT INTO task_instance VALUES ('a', 'heavy', 'queued', ''), ('b', 'heavy', 'queued', NULL),"
    " ('c', 'heavy', 'running', 'ip-1.ec2.internal'), ('d', 'default', 'running', 'ip-1'),"
    " ('e', 'default', 'success', 'ip-2'), ('f', 'default', 'scheduled', ''),"
    " ('g', 'default', NULL, NULL), ('h', 'default', 'deferred', 'ip-3'),"
    " ('i', 'default', 'restarting', 'ip-4')",
)


@pytest.fixture(scope="module")
def metastore(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Metastore]:
    with metastores(tmp_path_factory.mktemp("figures")) as made:
        session = made.owner()
        for statement in TABLES:
            session.query(statement)
        session.close()
        yield made


def test_what_is_queued_or_runs_counts_and_where(metastore: Metastore) -> None:
    reader = Reader(metastore.owner)
    busy = frozenset({"ip-1", "ip-4"})
    assert reader.figures() == Figures({"heavy": 3, "default": 2}, busy)
    reader.close()


def test_one_at_a_time_reads(metastore: Metastore) -> None:
    one, two = Reader(metastore.owner), Reader(metastore.owner)
    assert one.figures() is not None
    assert two.figures() is None
    one.close()
    until(lambda: two.figures() is not None, "the other reads")
    two.close()


def test_one_that_stands_still_is_shut_out_by_the_server(
    metastore: Metastore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "SILENT_S", 1)
    one, two = Reader(metastore.owner), Reader(metastore.owner)
    assert one.figures() is not None
    until(lambda: two.figures() is not None, "the other reads")
    with pytest.raises(NotYetError):
        one.figures()
    assert one.figures() is None
    two.close()
