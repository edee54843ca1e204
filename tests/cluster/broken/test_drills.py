"""The active scheduler fails in each way there is; no task is lost, and none is done twice."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from aeolus_agent import places
from aeolus_agent.install.roles import SCHEDULER
from aeolus_cli.scheduler.drill.hands import Fault
from aeolus_sandbox.supervisor.seen import Fault as RegionFault
from support.cluster import Cluster, on_the_cluster
from support.drills import (
    all_done_once,
    at_work,
    await_standby,
    held,
    only_one_may_write,
    scheduler,
)
from support.machines import until

pytestmark = on_the_cluster

HOLD_LOCK = f"""
cat > /run/hold.py <<'END'
import time
import psycopg2

url = open("{places.SCHEDULER_CONN}").read()
session = psycopg2.connect("postgresql://" + url.partition("://")[2])
session.cursor().execute("SELECT * FROM slot_pool FOR UPDATE")
open("/run/held", "w").close()
time.sleep(3600)
END
rm -f /run/held
systemd-run --quiet --collect {places.PYTHON} /run/hold.py
for _ in $(seq 100); do test -e /run/held && break; sleep 0.1; done
test -e /run/held
"""
"""As a scheduler's session that its machine leaves half open."""

NOBODY_S = 20.0
"""Twice as long as a lease lasts."""
DO_NOTHING = f"""
mkdir -p /run/systemd/system/{SCHEDULER}.d
cat > /run/systemd/system/{SCHEDULER}.d/idle.conf <<'END'
[Service]
Environment=AIRFLOW__SCHEDULER__MAX_DAGRUNS_PER_LOOP_TO_SCHEDULE=0
END
systemctl daemon-reload
systemctl restart {SCHEDULER}
rm -r /run/systemd/system/{SCHEDULER}.d
systemctl daemon-reload
"""
"""A scheduler that beats, and looks at no run; the next one that is started does."""


@pytest.mark.parametrize("fault", Fault)
def test_a_drill(cluster: Cluster, fault: Fault) -> None:
    await_standby(cluster)
    run = at_work(cluster)
    # Anew: on a machine that is short of processors a lease may lapse by itself meanwhile.
    before, began = await_standby(cluster), time.time()
    times = scheduler(cluster, "drill", "--fault", fault, "--dag", "tick", "--yes")
    assert times["node"] == before["holder"]
    moved = (times["holder"], times["epoch"]) != (before["holder"], before["epoch"])
    assert moved is fault.moves
    assert times["task"] > 0
    all_done_once(cluster, run)
    only_one_may_write(cluster)
    if fault.moves:
        # Not the last of them alone: while tasks ended, a lease may have lapsed by itself again.
        decided = [each for each in scheduler(cluster, "history") if each["at"] > began]
        assert ("promote", times["holder"]) in {(each["action"], each["node"]) for each in decided}


@pytest.mark.long
def test_a_planned_move_hands_over(cluster: Cluster) -> None:
    before = await_standby(cluster)
    [other, *_] = set(cluster.ids("master")) - {before["holder"]}
    run = at_work(cluster)
    now = scheduler(cluster, "promote", other)
    assert (now["holder"], now["epoch"]) == (other, before["epoch"] + 1)
    all_done_once(cluster, run)


@pytest.mark.long
def test_a_lock_that_a_frozen_machine_holds_stops_nobody(cluster: Cluster) -> None:
    before = await_standby(cluster)
    run = at_work(cluster)
    cluster.inside(before["holder"], HOLD_LOCK)
    times = scheduler(cluster, "drill", "--fault", "freeze", "--dag", "tick", "--yes")
    assert times["epoch"] == before["epoch"] + 1
    all_done_once(cluster, run)


@pytest.mark.long
def test_one_that_beats_and_does_nothing_is_replaced(cluster: Cluster) -> None:
    before = await_standby(cluster)
    run = at_work(cluster)
    cluster.inside(before["holder"], DO_NOTHING)
    until(lambda: held(cluster).epoch > before["epoch"], "another takes over")
    [last, *_] = scheduler(cluster, "history")
    assert last["reason"].startswith(f"{before['holder']} gave the lease back")
    all_done_once(cluster, run)


@contextmanager
def denied(cluster: Cluster, policy: str, *roles: str) -> Iterator[None]:
    """Let these roles do nothing of what a policy of theirs lets them do."""
    iam = cluster.region.client("iam")
    named = [{"RoleName": f"aeolus-prod-{role}", "PolicyName": policy} for role in roles]
    before = [json.dumps(iam.get_role_policy(**each)["PolicyDocument"]) for each in named]
    for each in named:
        iam.delete_role_policy(**each)
    try:
        yield
    finally:
        for each, document in zip(named, before, strict=True):
            iam.put_role_policy(**each, PolicyDocument=document)


@pytest.mark.long
def test_when_nobody_can_tell_the_function_it_looks_for_itself(cluster: Cluster) -> None:
    before = await_standby(cluster)
    run = at_work(cluster)
    with denied(cluster, "report-lease", "masters"):
        times = scheduler(cluster, "drill", "--fault", "freeze", "--dag", "tick", "--yes")
    assert times["epoch"] > before["epoch"]
    all_done_once(cluster, run)


def schedulers(cluster: Cluster) -> list[str]:
    """Return the masters on which a scheduler runs."""
    asked = f"systemctl show --property=ActiveState --value {SCHEDULER}"
    return [
        master
        for master in cluster.ids("master")
        if cluster.inside(master, asked) not in ("inactive", "failed")
    ]


@pytest.mark.long
def test_without_the_table_nobody_schedules_until_it_is_back(cluster: Cluster) -> None:
    before = await_standby(cluster)
    run = at_work(cluster)
    with denied(cluster, "scheduler-lease", "masters", "scheduler-failover"):
        until(lambda: not schedulers(cluster), "the scheduler is stopped")
        time.sleep(NOBODY_S)
        assert not schedulers(cluster)
    assert await_standby(cluster)["epoch"] >= before["epoch"]
    all_done_once(cluster, run)
    only_one_may_write(cluster)


@pytest.mark.long
def test_both_masters_lost_are_replaced_and_go_on(cluster: Cluster) -> None:
    await_standby(cluster)
    lost, run = set(cluster.ids("master")), at_work(cluster)
    with cluster.without_grace():
        for node in lost:
            cluster.region.befall(RegionFault.KILL, node)
        until(lambda: len(set(cluster.ids("master")) - lost) == 2, "they are replaced")
    until(lambda: held(cluster).holder not in lost, "one that replaced them schedules")
    await_standby(cluster)
    all_done_once(cluster, run)
    cluster.await_healthy()


@pytest.mark.long
def test_each_link_of_the_chain_holds(cluster: Cluster) -> None:
    await_standby(cluster)
    assert [each["name"] for each in scheduler(cluster, "test") if not each["holds"]] == []
