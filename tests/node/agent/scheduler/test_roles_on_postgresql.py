"""The fence in a database as RDS has it: its owner is no superuser."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from aeolus_agent.database import Session
from aeolus_agent.insist import NotYetError
from aeolus_agent.scheduler.ports import FencedError
from aeolus_agent.scheduler.roles import SchedulerRoles, role_of
from support.machines import needs_machines, until
from support.rds_metastore import Metastore, metastores

pytestmark = [pytest.mark.sandbox, needs_machines]


class Fenced:
    """A metastore with one of Airflow's tables, and the fence before it."""

    def __init__(self, metastore: Metastore) -> None:
        self.metastore = metastore
        self.roles = SchedulerRoles(metastore.owner, "airflow", limit_s=5)
        owner = metastore.owner()
        owner.query("CREATE TABLE slot_pool (id serial PRIMARY KEY, slots int)")
        owner.query("INSERT INTO slot_pool (slots) VALUES (128)")
        owner.close()

    def raise_to(self, epoch: int) -> str:
        """Raise the fence; return the password of the epoch's role."""
        password = asyncio.run(self.roles.admit(epoch))
        asyncio.run(self.roles.end_sessions(epoch))
        return password

    def scheduler(self, epoch: int, password: str) -> Session:
        """Connect as the scheduler of an epoch."""
        return self.metastore.session(self.metastore.metadata, f"{role_of(epoch)}:{password}")


@pytest.fixture(scope="module")
def fenced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fenced]:
    with metastores(tmp_path_factory.mktemp("fence")) as made:
        yield Fenced(made)


def test_the_scheduler_of_an_epoch_reads_and_writes(fenced: Fenced) -> None:
    session = fenced.scheduler(1, fenced.raise_to(1))
    session.query("INSERT INTO slot_pool (slots) VALUES (1)")
    assert session.query("SELECT count(*) FROM slot_pool") == [(2,)]
    session.close()


def test_one_of_before_is_put_out_and_does_not_come_back(fenced: Fenced) -> None:
    password = fenced.raise_to(2)
    before = fenced.scheduler(2, password)
    after = fenced.scheduler(3, fenced.raise_to(3))
    with pytest.raises(NotYetError, match=r"terminating connection|closed"):
        before.query("UPDATE slot_pool SET slots = 0")
    with pytest.raises(NotYetError, match="authentication failed"):
        fenced.scheduler(2, password)
    after.query("UPDATE slot_pool SET slots = 7")
    after.close()


def test_one_that_slipped_in_may_do_nothing(fenced: Fenced) -> None:
    slipped = fenced.scheduler(4, fenced.raise_to(4))
    asyncio.run(fenced.roles.admit(5))
    with pytest.raises(NotYetError, match="permission denied"):
        slipped.query("UPDATE slot_pool SET slots = 0")
    slipped.close()


def test_a_lock_that_a_machine_left_half_open_is_free_at_once(fenced: Fenced) -> None:
    gone = fenced.scheduler(6, fenced.raise_to(6))
    gone.query("BEGIN")
    gone.query("SELECT * FROM slot_pool FOR UPDATE")
    session = fenced.scheduler(7, fenced.raise_to(7))
    session.query("BEGIN")
    assert session.query("SELECT count(*) FROM (SELECT 1 FROM slot_pool FOR UPDATE NOWAIT) held")
    session.query("COMMIT")
    session.close()


def test_what_the_same_epoch_left_is_ended_too(fenced: Fenced) -> None:
    before = fenced.scheduler(8, fenced.raise_to(8))
    session = fenced.scheduler(8, fenced.raise_to(8))
    with pytest.raises(NotYetError):
        before.query("SELECT 1")
    session.close()


def test_an_epoch_of_the_past_is_refused(fenced: Fenced) -> None:
    fenced.raise_to(20)
    with pytest.raises(FencedError, match="epoch 20 has begun"):
        asyncio.run(fenced.roles.admit(19))
    fenced.scheduler(20, fenced.raise_to(20)).close()


def test_roles_of_before_are_cleared_away(fenced: Fenced) -> None:
    fenced.raise_to(30)
    owner = fenced.metastore.owner()
    known = "SELECT rolname FROM pg_roles WHERE rolname ~ '^airflow_scheduler_[0-9]+$'"
    until(lambda: owner.query(known) == [(role_of(30),)], "one role is left")
    owner.close()


def test_a_table_that_a_migration_adds_is_the_next_schedulers_too(fenced: Fenced) -> None:
    owner = fenced.metastore.owner()
    owner.query("CREATE TABLE added (id int)")
    owner.close()
    session = fenced.scheduler(40, fenced.raise_to(40))
    assert session.query("SELECT * FROM added") == []
    session.close()


def test_a_metastore_that_answers_is_fit(fenced: Fenced) -> None:
    assert asyncio.run(fenced.roles.fit()).fit
