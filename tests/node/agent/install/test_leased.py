"""A leased scheduler in a machine's own systemd: it stands by, begins, and has one beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aeolus_agent import places
from aeolus_agent.install.roles import BESIDE_SCHEDULER, DAG_PROCESSOR, LEASED, SCHEDULER
from aeolus_agent.scheduler.schedule import READY
from aeolus_sandbox.machines.machine import Machine
from support.machines import needs_machines, until
from support.played_node import must, seen

pytestmark = [pytest.mark.sandbox, needs_machines]


@pytest.fixture
def leased(machine: Machine) -> Iterator[Machine]:
    """Yield the machine as one whose scheduler needs the lease, its dag-processor with it."""
    parts = {SCHEDULER: LEASED, DAG_PROCESSOR: BESIDE_SCHEDULER}
    for unit, part in parts.items():
        folder = f"/etc/systemd/system/{unit}.d"
        must(machine, "cp", f"/opt/aeolus/units/{part}", f"{folder}/{part}")
    must(machine, "systemctl", "daemon-reload")
    must(machine, "systemctl", "stop", SCHEDULER, DAG_PROCESSOR)
    yield machine
    for unit, part in parts.items():
        must(machine, "rm", f"/etc/systemd/system/{unit}.d/{part}")
    must(machine, "systemctl", "daemon-reload")
    must(machine, "systemctl", "restart", SCHEDULER, DAG_PROCESSOR)


def allow(machine: Machine, until_s: float) -> None:
    """Let the scheduler begin until this moment of the machine's clock."""
    must(machine, "sh", "-c", f"echo {until_s} >{places.SCHEDULER_UNTIL}")


def has(machine: Machine, *wanted: str) -> None:
    """Wait until scheduler and dag-processor are so, as systemd says it."""
    asked = ["systemctl", "is-active", SCHEDULER, DAG_PROCESSOR]
    until(lambda: machine.run(asked).stdout.split() == [*wanted], f"they are {wanted}")


def test_a_leased_one_stands_by_and_logs_in_as_its_epoch_once_it_may_begin(leased: Machine) -> None:
    must(leased, "rm", "-f", "/var/lib/airflow/scheduler")
    allow(leased, 0)
    must(leased, "systemctl", "start", "--no-block", SCHEDULER)
    has(leased, "activating", "inactive")
    status = ["systemctl", "show", "--value", "--property=StatusText", SCHEDULER]
    until(lambda: must(leased, *status) == f"{READY}\n", "it stands by")
    # What it is to log in with is made when it may begin, and is its user's alone.
    must(leased, "sh", "-c", f"umask 077; echo epoch 4 >{places.SCHEDULER_CONN}")
    must(leased, "chgrp", places.USER, str(places.SCHEDULER_CONN))
    must(leased, "chmod", "640", str(places.SCHEDULER_CONN))
    allow(leased, 1e12)
    has(leased, "active", "active")
    lines = seen(leased, "scheduler")
    assert "user airflow" in lines
    assert "logs in with epoch 4" in lines
    assert "credential sql_alchemy_conn value of worker_sql_alchemy_conn" in lines
    assert not [line for line in lines if line.endswith(" value of sql_alchemy_conn")]


def test_the_dag_processor_comes_and_goes_with_a_leased_scheduler(leased: Machine) -> None:
    allow(leased, 1e12)
    must(leased, "systemctl", "start", SCHEDULER)
    has(leased, "active", "active")
    must(leased, "systemctl", "stop", SCHEDULER)
    has(leased, "inactive", "inactive")
    must(leased, "systemctl", "start", SCHEDULER)
    has(leased, "active", "active")
    asked = ["systemctl", "show", "--value", "--property=InvocationID", SCHEDULER]
    before = must(leased, *asked)
    must(leased, "systemctl", "kill", "--signal=KILL", SCHEDULER)
    until(lambda: must(leased, *asked) != before, "the scheduler is started again")
    has(leased, "active", "active")
    allow(leased, 0)
    must(leased, "systemctl", "kill", "--signal=KILL", SCHEDULER)
    has(leased, "activating", "inactive")
