"""Drills on the machines of prod, and what is asked of them before and after."""

from __future__ import annotations

import json
import re
import time
from dataclasses import asdict
from typing import Any

from aeolus_agent import places
from aeolus_agent.install.roles import SCHEDULER
from aeolus_agent.scheduler.roles import role_of
from aeolus_agent.scheduler.schedule import READY
from aeolus_cli.dags.airflow_api import Run
from aeolus_lease.record import Lease
from support import rows
from support.cluster import NAME, Cluster, succeeded, triggered
from support.machines import until

TASKS = 30
STATUS = f"systemctl show --value --property=StatusText {SCHEDULER}"
FRESH_S = 8.0
"""Who schedules renews every two seconds, and each master says how it is every four."""
OTHERS = f"""
cat > /run/others.py <<'END'
import psycopg2

url = open("{places.CREDENTIALS}/sql_alchemy_conn").read()
cursor = psycopg2.connect("postgresql://" + url.partition("://")[2]).cursor()
cursor.execute(
    "SELECT usename FROM pg_stat_activity WHERE usename ~ '^airflow_scheduler_[0-9]+$' UNION "
    "SELECT rolname FROM pg_roles WHERE rolname ~ '^airflow_scheduler_[0-9]+$' AND rolcanlogin"
)
print(*(name for (name,) in cursor.fetchall()))
END
{places.PYTHON} /run/others.py
"""
"""Prints the roles of schedulers that have a session, or may have one."""


def scheduler(cluster: Cluster, command: str, *arguments: str) -> Any:
    """Return what a command of `aeolus scheduler` answers, as JSON; lines before it are dropped."""
    told = cluster.run("scheduler", command, NAME, *arguments, "--sandbox", "--json")
    found = re.search(r"^[\[{]", told, re.MULTILINE)
    assert found, told
    return json.loads(told[found.start() :])


def await_standby(cluster: Cluster) -> dict[str, Any]:
    """Return the lease, once a master schedules and another could, too."""
    seen: dict[str, Any] = {}

    def there() -> bool:
        lease, fresh = cluster.lease.read().lease, time.time() - FRESH_S
        said = cluster.lease.candidates()
        able = {each.node for each in said if each.healthy and each.said_at > fresh}
        here = able & set(cluster.ids("master"))
        if lease is None or lease.released or lease.holder not in here:
            return False
        seen.update(asdict(lease))
        return lease.renewed_at > fresh and len(here) >= 2

    until(there, "a master schedules and another stands by")
    return seen


def await_ready_standby(cluster: Cluster) -> dict[str, Any]:
    """Return the lease, once a master stands by whose scheduler has imported Airflow, too."""
    lease = await_standby(cluster)
    [standby, *_] = set(cluster.ids("master")) - {lease["holder"]}
    until(lambda: cluster.inside(standby, STATUS) == READY, "a scheduler is ready to begin")
    return lease


def held(cluster: Cluster) -> Lease:
    """Return the lease, which somebody has held."""
    lease = cluster.lease.read().lease
    assert lease is not None
    return lease


def only_one_may_write(cluster: Cluster) -> None:
    """Check that the metastore knows no scheduler but the lease's holder."""
    lease = held(cluster)
    known = cluster.inside(lease.holder, OTHERS).split()
    assert known == [role_of(lease.epoch)]


def at_work(cluster: Cluster) -> Run:
    """Return a run of `TASKS` tasks of which some are done."""
    run = triggered(cluster.airflow(), "drill", seconds=3)
    until(lambda: len(rows.of_run(cluster.region, run.run_id)) > 3, "tasks are at work")
    return run


def all_done_once(cluster: Cluster, run: Run) -> None:
    """Check that all tasks of a run have been done, and each of them once."""
    assert succeeded(cluster.airflow(), run, 600)
    done = rows.of_run(cluster.region, run.run_id)
    assert len(done) == TASKS
    assert {row.times for row in done} == {1}
