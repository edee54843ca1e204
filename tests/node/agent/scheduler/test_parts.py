"""What the keeper of the lease stands on: allowance, fence, unit, progress, and the function."""

from __future__ import annotations

import asyncio
import grp
import json
import os
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from aeolus_agent.description import Database
from aeolus_agent.insist import NotYetError
from aeolus_agent.install.roles import SCHEDULER
from aeolus_agent.scheduler import allowance
from aeolus_agent.scheduler import unit as unit_module
from aeolus_agent.scheduler.fence import SchedulerFence
from aeolus_agent.scheduler.function import FailoverFunction
from aeolus_agent.scheduler.login import SchedulerLogin
from aeolus_agent.scheduler.ports import Fitness, Work
from aeolus_agent.scheduler.progress import IDLE_S, Progress, judge
from aeolus_agent.scheduler.unit import SchedulerUnit
from aeolus_agent.watch.seen import WORKS, Seen
from aeolus_lease.record import Mark
from aeolus_lease.store import UnavailableError
from support.toy_database import ToyDatabase
from support.toy_systemd import ToySystemd


@pytest.mark.parametrize(
    ("until", "may"), [("1e12", True), ("0.5", False), ("soon", False), (None, False)]
)
def test_a_scheduler_begins_while_it_may(
    until: str | None, may: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "scheduler-until"
    monkeypatch.setattr(allowance, "SCHEDULER_UNTIL", file)
    if until is not None:
        file.write_text(until)
    assert allowance.allowed() is may


class Roles:
    """Roles that note what is asked of them."""

    def __init__(self) -> None:
        self.did: list[str] = []

    async def fit(self) -> Fitness:
        return Fitness(True)

    async def admit(self, epoch: int) -> str:
        self.did.append(f"admit {epoch}")
        return "secret"

    async def end_sessions(self, through: int) -> None:
        self.did.append(f"end sessions through {through}")

    async def release(self) -> None:
        self.did.append("release what they left")

    async def keep(self, epoch: int, login: str) -> None:
        self.did.append(f"keep {login} of {epoch}")


def test_first_nobody_comes_in_any_more_then_who_is_in_is_put_out() -> None:
    roles = Roles()
    asyncio.run(SchedulerFence(roles, roles, roles).raise_to(5))
    assert roles.did == [
        "admit 5",
        "end sessions through 5",
        "release what they left",
        "keep secret of 5",
    ]


def test_a_login_is_kept_for_the_daemons_user_alone(tmp_path: Path) -> None:
    places, mine = (tmp_path / "conn", tmp_path / "conn_async"), grp.getgrgid(os.getgid()).gr_name
    login = SchedulerLogin(Database("db", 5432, "airflow", "airflow"), places, mine)
    asyncio.run(login.keep(5, "p/w"))
    schemes = ("postgresql+psycopg2", "postgresql+psycopg")
    for kept, scheme in zip(places, schemes, strict=True):
        assert kept.read_text().startswith(f"{scheme}://airflow_scheduler_5:p%2Fw@db:5432/")
        assert kept.stat().st_mode & 0o777 == 0o640
        assert kept.stat().st_gid == os.getgid()


@pytest.mark.parametrize(
    ("idle_s", "works"), [(None, True), (0.0, True), (IDLE_S, True), (IDLE_S + 1, False)]
)
def test_runs_that_go_on_are_looked_at_again_and_again(idle_s: float | None, works: bool) -> None:
    database = ToyDatabase({"dag_run": [(idle_s,)]})
    assert Progress(lambda: database)().works is works
    assert database.closed
    assert judge(IDLE_S + 1).reason == "it has looked at no run for 31 s, and runs go on"


def test_a_metastore_that_does_not_answer_says_nothing_of_the_scheduler() -> None:
    def refused() -> ToyDatabase:
        raise NotYetError("the metastore cannot be reached")

    assert Progress(refused)() == Seen(None, "the metastore cannot be reached")


def unit(systemd: ToySystemd, *probes: Seen) -> SchedulerUnit:
    healthy, progress = probes or (WORKS, WORKS)
    return SchedulerUnit(
        systemd, lambda: progress, 45, lambda: True, healthy=lambda: healthy, now=lambda: 1000.0
    )


@pytest.mark.parametrize(
    ("state", "entered", "probes", "found"),
    [
        ("inactive", 0.0, (WORKS, WORKS), (False, False, False)),
        ("activating", 990.0, (WORKS, WORKS), (True, False, True)),
        ("activating", 900.0, (WORKS, WORKS), (True, False, False)),
        ("deactivating", 990.0, (WORKS, WORKS), (True, False, True)),
        ("active", 990.0, (WORKS, WORKS), (True, True, False)),
        ("active", 990.0, (Seen(False, "no answer"), WORKS), (True, False, True)),
        ("active", 900.0, (WORKS, WORKS), (True, True, False)),
        ("active", 900.0, (Seen(False, "no answer"), WORKS), (True, False, False)),
        ("active", 900.0, (WORKS, Seen(False, "idle")), (True, False, False)),
        ("active", 900.0, (WORKS, Seen(None, "the metastore is down")), (True, True, False)),
        ("failed", 900.0, (WORKS, WORKS), (True, False, False)),
    ],
)
def test_how_the_unit_is(
    state: str, entered: float, probes: tuple[Seen, Seen], found: tuple[bool, bool, bool]
) -> None:
    systemd = ToySystemd()
    systemd.has(SCHEDULER, state=state, began=entered, entered=entered)
    work = asyncio.run(unit(systemd, *probes).work())
    assert (work.running, work.well, work.starting) == found
    assert work.well or work.starting or work.reason


def test_one_that_stood_by_starts_from_when_it_is_asked_for() -> None:
    systemd = ToySystemd()
    systemd.has(SCHEDULER, "activating", "start", began=10.0)
    made = unit(systemd)
    assert not asyncio.run(made.work()).starting
    asyncio.run(made.start())
    assert asyncio.run(made.work()).starting


def test_at_a_boot_other_daemons_come_first() -> None:
    systemd, settled = ToySystemd(), [False, True]
    made = SchedulerUnit(systemd, lambda: WORKS, 45, lambda: settled.pop(0))
    asyncio.run(made.prepare())
    assert systemd.told == []
    asyncio.run(made.prepare())
    assert systemd.told == [f"start {SCHEDULER}"]


def test_one_that_was_at_work_is_not_starting_any_more() -> None:
    systemd, healthy = ToySystemd(), [WORKS]
    systemd.has(SCHEDULER, entered=990.0)
    made = SchedulerUnit(
        systemd, lambda: WORKS, 45, lambda: True, healthy=lambda: healthy[-1], now=lambda: 1000.0
    )
    assert asyncio.run(made.work()).well
    healthy.append(Seen(False, "no answer"))
    assert not asyncio.run(made.work()).starting


def test_one_that_ended_while_it_was_looked_at_is_started_again() -> None:
    systemd = ToySystemd()
    systemd.has(SCHEDULER, entered=900.0)

    def ends() -> Seen:
        systemd.has(SCHEDULER, entered=999.0)
        return Seen(False, "connection refused")

    made = SchedulerUnit(systemd, lambda: WORKS, 45, lambda: True, healthy=ends, now=lambda: 1000.0)
    assert asyncio.run(made.work()).starting


def test_a_start_waits_for_a_stop_that_is_on_its_way() -> None:
    did: list[str] = []

    class Slow(ToySystemd):
        def stop(self, names: Iterable[str]) -> None:
            did.append("stops")
            time.sleep(0.2)
            did.append("has stopped")

        def start(self, names: Iterable[str]) -> None:
            did.append("starts")

    made = unit(Slow())

    async def both() -> None:
        stop = asyncio.create_task(made.stop())
        await asyncio.sleep(0.05)
        await made.start()
        await stop

    asyncio.run(both())
    assert did == ["stops", "has stopped", "starts"]


def test_of_what_cannot_be_looked_at_in_time_nothing_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unit_module, "ANSWER_S", 0.02)
    systemd, answered = ToySystemd(), threading.Event()
    systemd.has(SCHEDULER, entered=900.0)

    def hangs() -> Seen:
        answered.wait(10)
        return Seen(False, "too late")

    made = SchedulerUnit(
        systemd, hangs, 45, lambda: True, healthy=lambda: WORKS, now=lambda: 1000.0
    )

    async def look() -> Work:
        try:
            return await made.work()
        finally:
            answered.set()

    assert asyncio.run(look()).well


class Lambda:
    """A client that notes what it is asked."""

    def __init__(self) -> None:
        self.asked: dict[str, Any] = {}

    def invoke(self, **asked: Any) -> None:
        self.asked = asked


def test_the_function_is_told_which_state_has_lapsed_and_not_waited_for() -> None:
    client = Lambda()
    asyncio.run(FailoverFunction(client, "failover", "i-1", 1.5).report(Mark(4, 17)))
    assert client.asked["InvocationType"] == "Event"
    told = json.loads(client.asked["Payload"])
    assert told == {"node": "i-1", "lapsed": {"epoch": 4, "counter": 17}}


def test_a_function_that_cannot_be_told_is_unavailable() -> None:
    class Nobody:
        def invoke(self, **_: Any) -> None:
            raise EndpointConnectionError(endpoint_url="https://lambda")

    with pytest.raises(UnavailableError, match="lambda"):
        asyncio.run(FailoverFunction(Nobody(), "failover", "i-1", 1.5).report(None))
