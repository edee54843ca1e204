"""A node's daemons are watched, and helped where they can be."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_agent.description import NodeDescription
from aeolus_agent.install.roles import (
    CREDENTIALS,
    DAG_PROCESSOR,
    LEASE,
    MIGRATE,
    SCHEDULER,
    WORKER,
    units_of,
)
from aeolus_agent.watch.daemons import probes_of
from aeolus_agent.watch.probes import Jobs
from aeolus_agent.watch.report import Phase
from aeolus_agent.watch.seen import WORKS, Seen
from aeolus_agent.watch.timeline import Timeline
from aeolus_agent.watch.watcher import REFRESH, Watcher
from support.node_descriptions import EACH_SCHEDULES, MASTER
from support.node_descriptions import WORKER as WORKING
from support.toy_database import ToyDatabase
from support.toy_systemd import ToySystemd

T0 = 1000.0
SILENT = Seen(False, "silent")


class Node:
    """A node whose daemons do what `does` says, by their units; the others work."""

    def __init__(self, node: NodeDescription, tmp_path: Path) -> None:
        """Install it; nothing runs yet."""
        self.systemd = ToySystemd()
        self.does: dict[str, Seen] = {}
        self.said: list[str] = []
        self.looked: list[str] = []
        self.timeline = Timeline(tmp_path / "timeline.json")
        self.timeline.add({Phase.BUNDLE: T0 + 3, Phase.INSTALL: T0 + 5})
        self.units = units_of(node)
        for name in self.units.all:
            self.systemd.has(name, "inactive", "dead", queued=True)
        self.watcher = Watcher(
            node=node,
            systemd=self.systemd,
            probes={name: self._probe(name) for name in self.units.daemons},
            timeline=self.timeline,
            booted=T0,
            say=self.said.append,
        )

    def _probe(self, name: str):  # type: ignore[no-untyped-def]
        def look() -> Seen:
            self.looked.append(name)
            return self.does.get(name, WORKS)

        return look

    def starts(self) -> None:
        """Let credentials and database be ready, and every daemon be started but a standby's."""
        self.systemd.has(CREDENTIALS, sub_state="exited", began=T0 + 6, entered=T0 + 7)
        if MIGRATE in self.units.all:
            self.systemd.has(MIGRATE, sub_state="exited", began=T0 + 7, entered=T0 + 9)
        for name in self.units.daemons:
            if name != SCHEDULER:
                self.systemd.has(name, began=T0 + 10, entered=T0 + 10)


def test_a_node_that_waits_for_its_secrets_says_so_and_looks_at_no_daemon(tmp_path: Path) -> None:
    node = Node(MASTER, tmp_path)
    node.systemd.has(CREDENTIALS, "activating", "start", began=T0 + 6, status="no secret yet")
    report = node.watcher.look(T0 + 8)
    assert (report.phase, report.reason) == (Phase.CREDENTIALS, "no secret yet")
    assert not report.healthy
    assert node.looked == []
    assert node.systemd.told == []


def test_it_is_ready_when_all_have_been_healthy_once(tmp_path: Path) -> None:
    node = Node(WORKING, tmp_path)
    node.starts()
    node.does[WORKER] = SILENT
    assert node.watcher.look(T0 + 20).phase is Phase.DAEMONS
    del node.does[WORKER]
    report = node.watcher.look(T0 + 25)
    assert report.healthy
    assert report.timeline[Phase.READY] == T0 + 25
    assert "all daemons are healthy, 25.0 s after the boot" in node.said
    node.does[WORKER] = SILENT
    later = node.watcher.look(T0 + 30)
    assert (later.phase, later.healthy) == (Phase.READY, False)


@pytest.mark.parametrize("state", [("inactive", "dead"), ("activating", "start")])
def test_a_standby_is_ready_while_its_scheduler_and_the_dag_processor_beside_stand_by(
    state: tuple[str, str], tmp_path: Path
) -> None:
    node = Node(MASTER, tmp_path)
    node.starts()
    node.systemd.has(SCHEDULER, *state)
    node.systemd.has(DAG_PROCESSOR, "inactive", "dead")
    node.systemd.has(LEASE, status="stands by: i-2 holds the lease of epoch 4")
    report = node.watcher.look(T0 + 20)
    assert report.healthy
    reasons = {each.daemon: each.reason for each in report.daemons if each.reason}
    assert reasons == dict.fromkeys(
        ("scheduler", "dag-processor"), "stands by: i-2 holds the lease of epoch 4"
    )
    assert node.systemd.told == []


def test_a_scheduler_that_may_begin_does_not_stand_by(tmp_path: Path) -> None:
    node = Node(MASTER, tmp_path)
    node.starts()
    node.systemd.has(SCHEDULER, "activating", "start")
    node.systemd.has(DAG_PROCESSOR, "inactive", "dead")
    node.systemd.has(LEASE, status="starts its scheduler in epoch 4")
    node.watcher.may_schedule = lambda: True
    report = node.watcher.look(T0 + 20)
    assert report.ailments() == ["phase daemons", "scheduler is activating: it is activating"]


def test_a_dag_processor_that_is_missing_beside_its_scheduler_is_told(tmp_path: Path) -> None:
    node = Node(MASTER, tmp_path)
    node.starts()
    node.systemd.has(SCHEDULER, began=T0 + 10, entered=T0 + 10)
    node.systemd.has(DAG_PROCESSOR, "inactive", "dead")
    node.systemd.has(LEASE, status="schedules in epoch 4")
    assert not node.watcher.look(T0 + 20).healthy


def test_a_hung_daemon_is_restarted_and_that_is_said_once(tmp_path: Path) -> None:
    node = Node(WORKING, tmp_path)
    node.starts()
    node.watcher.look(T0 + 20)
    node.does[WORKER] = SILENT
    for after in (30, 79, 80, 81):
        node.watcher.look(T0 + after)
    assert node.systemd.told == [f"restart {WORKER}"]
    assert node.said[-1] == f"restart {WORKER}: it hangs, and is restarted: silent"


def test_where_every_master_schedules_a_scheduler_that_was_given_up_is_started(
    tmp_path: Path,
) -> None:
    node = Node(EACH_SCHEDULES, tmp_path)
    node.starts()
    node.systemd.has(SCHEDULER, "failed", "failed", result="exit-code", entered=T0 + 10)
    node.watcher.look(T0 + 20)
    node.watcher.look(T0 + 400)
    assert node.systemd.told == [f"start {SCHEDULER}"]


def test_every_daemon_of_every_role_is_looked_at() -> None:
    jobs = Jobs(ToyDatabase, "node-1", lambda: 0.0)
    for described in (MASTER, WORKING):
        probes = probes_of(described, jobs, lambda: WORKS, lambda: 0.0)
        assert set(probes) == set(units_of(described).daemons)


def test_when_a_password_is_refused_rotated_credentials_are_looked_for_at_once(
    tmp_path: Path,
) -> None:
    node = Node(WORKING, tmp_path)
    node.starts()
    node.does[WORKER] = Seen(None, "the broker cannot be reached: invalid username-password pair")
    for after in (20, 30, 51):
        node.watcher.look(T0 + after)
    assert node.systemd.told == [f"start {REFRESH}", f"start {REFRESH}"]
