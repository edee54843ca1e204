"""Whoever runs with an old credential is restarted, and nobody else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aeolus_agent.credentials.refresh import renew_owner, restart_users
from aeolus_agent.credentials.store import Store
from aeolus_agent.credentials.users import credentials_of, whole
from aeolus_agent.insist import NotYetError
from support.toy_database import ToyDatabase
from support.toy_systemd import ToySystemd

SCHEDULER = """
[Service]
LoadCredential=sql_alchemy_conn:/run/aeolus/credentials/sql_alchemy_conn
LoadCredential=jwt_secret:/run/aeolus/credentials/jwt_secret
"""
WORKER = """
[Service]
# LoadCredential=jwt_secret:/run/aeolus/credentials/jwt_secret
LoadCredential=sql_alchemy_conn:/run/aeolus/credentials/worker_sql_alchemy_conn
"""
UNITS = {"scheduler.service": SCHEDULER, "worker.service": WORKER, "watch.service": "[Service]\n"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path)
    made.write({"sql_alchemy_conn": "1", "worker_sql_alchemy_conn": "1", "jwt_secret": "1"})
    for name in made.written():
        os.utime(tmp_path / name, (100.0, 100.0))
    return made


def told(store: Store, systemd: ToySystemd) -> list[str]:
    restart_users(store, UNITS, systemd, lambda _: None)
    return systemd.told


def test_a_unit_uses_the_files_that_it_loads_whatever_it_calls_them() -> None:
    assert credentials_of(WORKER) == {"worker_sql_alchemy_conn"}
    assert credentials_of(SCHEDULER) == {"sql_alchemy_conn", "jwt_secret"}


def test_after_boot_nobody_is_restarted(store: Store) -> None:
    systemd = ToySystemd()
    for name in UNITS:
        systemd.has(name, entered=101.0)
    assert told(store, systemd) == []


def test_the_users_of_what_was_written_since_they_started_are_restarted(store: Store) -> None:
    systemd = ToySystemd()
    for name in UNITS:
        systemd.has(name, entered=101.0)
    os.utime(store.directory / "jwt_secret", (200.0, 200.0))
    assert told(store, systemd) == ["restart scheduler.service"]


def test_a_worker_that_still_ends_its_tasks_is_left_alone(store: Store) -> None:
    systemd = ToySystemd()
    systemd.has("worker.service", state="deactivating", sub_state="stop-sigterm", entered=50.0)
    assert told(store, systemd) == []


def test_one_that_waits_to_begin_is_restarted_as_it_has_read_its_credentials(store: Store) -> None:
    systemd = ToySystemd()
    # It may have been at work long ago, too.
    systemd.has("scheduler.service", "activating", "start", began=101.0, entered=50.0)
    assert told(store, systemd) == []
    systemd.has("scheduler.service", "activating", "start", began=50.0)
    assert told(store, systemd) == ["restart scheduler.service"]


def test_what_does_not_run_is_not_started(store: Store) -> None:
    systemd = ToySystemd()
    systemd.has("scheduler.service", state="inactive", sub_state="dead", entered=50.0)
    assert told(store, systemd) == []


def test_who_was_restarted_is_said_with_the_reason(store: Store) -> None:
    systemd, said = ToySystemd(), list[str]()
    systemd.has("scheduler.service", entered=50.0)
    restart_users(store, UNITS, systemd, said.append)
    assert said == [
        "scheduler.service is restarted, as jwt_secret and sql_alchemy_conn changed",
    ]


def renewed(store: Store, refused: str, times: int = 1) -> tuple[list[str], list[float]]:
    """Return what systemd is told where a node's own PostgreSQL refuses the owner so, and waits."""
    systemd, waits = ToySystemd(), list[float]()
    answers = [refused] * times if refused else []

    def connect(_: str) -> ToyDatabase:
        if answers:
            raise NotYetError(answers.pop())
        return ToyDatabase()

    renew_owner(store, connect, systemd, lambda _: None, waits.append)
    return systemd.told, waits


REFUSED = 'FATAL:  password authentication failed for user "airflow"'


def test_a_password_that_postgresql_does_not_know_yet_is_set_and_waited_for(store: Store) -> None:
    """Whoever comes next needs it: the owner sets the result backend's."""
    told, waits = renewed(store, REFUSED, times=3)
    assert told == ["restart aeolus-owner.service"]
    assert len(waits) == 3


def test_it_is_not_waited_for_without_end(store: Store) -> None:
    told, waits = renewed(store, REFUSED, times=1000)
    assert (told, len(waits)) == (["restart aeolus-owner.service"], 30)


@pytest.mark.parametrize("refused", ["", "Connection refused"])
def test_one_that_it_knows_or_cannot_be_asked_about_is_left_alone(
    store: Store, refused: str
) -> None:
    assert renewed(store, refused) == ([], [])


def test_an_empty_list_ends_what_a_unit_loaded_before(tmp_path: Path) -> None:
    unit = tmp_path / "airflow-scheduler.service"
    unit.write_text("[Service]\nLoadCredential=sql:/run/owner\nLoadCredential=key:/run/key\n")
    assert credentials_of(whole(unit)) == {"owner", "key"}
    parts = tmp_path / "airflow-scheduler.service.d"
    parts.mkdir()
    (parts / "leased.conf").write_text(
        "[Service]\nLoadCredential=\nLoadCredential=sql:/run/epoch\n"
    )
    assert credentials_of(whole(unit)) == {"epoch"}
