"""A node's units in a machine's own systemd: what daemons see, and what they may not.

Airflow is played by a program that writes down what it is given, and stays.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import aeolus_agent
from aeolus_agent.credentials.compose import Credential
from aeolus_agent.description import Role
from aeolus_agent.install.roles import (
    BESIDE_SCHEDULER,
    DAG_PROCESSOR,
    LEASED,
    READY,
    SCHEDULER,
    units_of,
)
from aeolus_agent.watch.report import NodeReport, Phase
from aeolus_sandbox.machines.machine import Machine
from support.machines import ground, instance, needs_machines, until
from support.node_descriptions import MASTER, SSH, WORKER, private

pytestmark = [pytest.mark.sandbox, needs_machines]

AGENT = Path(aeolus_agent.__file__).parent
NODE = private(replace(MASTER, role=Role.SINGLE_NODE, work=WORKER.work, lease=None), SSH)

KEY = "/var/tmp/deploy"
AIRFLOW = """#!/bin/sh
seen=/var/lib/airflow/$(echo "$1 $2 $3" | tr -d ' ')
{
    echo "user $(id -un)"
    echo "arguments $*"
    echo "region $AWS_DEFAULT_REGION"
    [ -z "$GIT_CONFIG_SYSTEM" ] || echo "git $GIT_CONFIG_SYSTEM"
    for file in "$CREDENTIALS_DIRECTORY"/*; do echo "credential ${file##*/} $(cat "$file")"; done
    for path in /etc/x /opt/aeolus/x /run/aeolus/x /var/lib/x; do
        touch $path 2>/dev/null && echo "wrote $path"
    done
    cat /run/aeolus/credentials/* /etc/shadow 2>/dev/null | sed 's/^/read /'
} >$seen.new
mv $seen.new $seen
exec sleep infinity
"""
# The agent's parts that speak to AWS or the metastore have done their work, or stay.
PYTHON = """#!/bin/sh
case "$3" in
    credentials | migrate | await-results | fetch-dags | release-orphans) exit ;;
    may-schedule) test ! -e /run/may-not; exit ;;
    watch | keep-lease | ship-*) exec sleep infinity ;;
esac
PYTHONPATH=/opt/aeolus/agent exec /usr/bin/python3.11 "$@"
"""


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """Yield a machine on which a node is installed, of every daemon."""
    with ground(tmp_path_factory.mktemp("units")) as made:
        booted = made.machine(instance(12))
        booted.boot()
        booted.await_running()
        lay(Path(f"/proc/{booted.leader}/root"))
        must(booted, "/opt/aeolus/airflow/bin/python", "-m", "aeolus_agent", "install")
        yield booted


def lay(root: Path) -> None:
    """Put down what user data, the bundle and Secrets Manager would have brought."""
    for name, text in (("airflow", AIRFLOW), ("python", PYTHON)):
        program = root / "opt/aeolus/airflow/bin" / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(text)
        program.chmod(0o755)
    shutil.copytree(AGENT, root / "opt/aeolus/agent/aeolus_agent")
    shutil.copytree(AGENT / "units", root / "opt/aeolus/units")
    settings = root / "etc/aeolus"
    settings.mkdir(parents=True)
    (settings / "node.json").write_text(NODE.dumps())
    credentials = root / "run/aeolus/credentials"
    credentials.mkdir(parents=True)
    credentials.chmod(0o700)
    for name in Credential:
        (credentials / name).write_text(f"value of {name}")
        (credentials / name).chmod(0o600)


def must(machine: Machine, *command: str) -> str:
    """Return what a command prints, which succeeds."""
    done = machine.run(command)
    assert done.status == 0, done.stderr
    return done.stdout


def seen(machine: Machine, daemon: str) -> list[str]:
    """Return what a daemon has written down once it runs."""
    path = f"/var/lib/airflow/{daemon}"
    until(lambda: machine.run(["test", "-e", path]).status == 0, f"{daemon} runs")
    return must(machine, "cat", path).splitlines()


def test_every_unit_is_up(machine: Machine) -> None:
    # Some do their work and are over.
    over = {"aeolus-refresh-credentials.service", READY}
    wanted = [name for name in units_of(NODE).all if name not in over]
    asked = ["systemctl", "is-active", *wanted]
    active = ["active"] * len(wanted)
    until(lambda: machine.run(asked).stdout.split() == active, "all are active")
    assert must(machine, "systemctl", "list-units", "--failed", "--plain", "--no-legend") == ""


def test_a_daemon_is_nobody_in_particular_and_has_its_own_credentials_alone(
    machine: Machine,
) -> None:
    assert seen(machine, "scheduler") == [
        "user airflow",
        "arguments scheduler",
        "region us-east-1",
        "credential broker_url value of broker_url",
        "credential fernet_key value of fernet_key",
        "credential jwt_secret value of jwt_secret",
        "credential result_backend value of result_backend",
        "credential sql_alchemy_conn value of sql_alchemy_conn",
        "credential sql_alchemy_conn_async value of sql_alchemy_conn_async",
    ]


def test_who_reads_dags_has_what_opens_the_repository(machine: Machine) -> None:
    for daemon in ("dag-processor", "celeryworker--queues"):
        lines = seen(machine, daemon)
        assert "credential git_credentials value of git_credentials" in lines
        assert "git /etc/aeolus/gitconfig" in lines
    assert not [line for line in seen(machine, "triggerer") if "git" in line]


def test_ssh_takes_a_deploy_key_as_systemd_hands_it_out(machine: Machine) -> None:
    """It is root's, and the unit's user may read it by an access list."""
    must(machine, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", KEY)
    server = f"""
        mkdir -p -m 700 ~root/.ssh
        cp {KEY}.pub ~root/.ssh/authorized_keys
        echo "127.0.0.1 git.example.com" >>/etc/hosts
        echo "git.example.com $(cut -d ' ' -f 1,2 /etc/ssh/ssh_host_ed25519_key.pub)" \\
            >/etc/aeolus/known_hosts
    """
    must(machine, "sh", "-ec", server)
    unit = ["systemd-run", "--wait", "--pipe", "--quiet", "--uid=airflow"]
    unit += [f"--property=LoadCredential=git_credentials:{KEY}"]
    ssh = ["ssh", "-F", "/etc/aeolus/ssh_config", "root@git.example.com"]
    assert must(machine, *unit, *ssh, "echo", "in") == "in\n"


def test_a_leased_one_logs_in_as_its_epoch_and_starts_only_while_it_may(machine: Machine) -> None:
    part = f"/etc/systemd/system/{SCHEDULER}.d/{LEASED}"
    must(machine, "cp", f"/opt/aeolus/units/{LEASED}", part)
    must(machine, "rm", "/var/lib/airflow/scheduler")
    must(machine, "systemctl", "daemon-reload")
    must(machine, "systemctl", "restart", SCHEDULER)
    lines = seen(machine, "scheduler")
    assert "credential sql_alchemy_conn value of scheduler_sql_alchemy_conn" in lines
    assert not [line for line in lines if line.endswith(" value of sql_alchemy_conn")]
    must(machine, "touch", "/run/may-not")
    must(machine, "systemctl", "restart", SCHEDULER)
    assert machine.run(["systemctl", "is-active", SCHEDULER]).stdout == "inactive\n"
    # It has not failed either, which systemd would count against it.
    must(machine, "rm", "/run/may-not", part)
    must(machine, "systemctl", "daemon-reload")
    must(machine, "systemctl", "start", SCHEDULER)


@pytest.fixture
def leased(machine: Machine) -> Iterator[Machine]:
    """Yield the machine as one whose scheduler waits for the lease, its dag-processor with it."""
    parts = {SCHEDULER: LEASED, DAG_PROCESSOR: BESIDE_SCHEDULER}
    for unit, part in parts.items():
        folder = f"/etc/systemd/system/{unit}.d"
        must(machine, "cp", f"/opt/aeolus/units/{part}", f"{folder}/{part}")
    must(machine, "systemctl", "daemon-reload")
    yield machine
    must(machine, "rm", "-f", "/run/may-not")
    for unit, part in parts.items():
        must(machine, "rm", f"/etc/systemd/system/{unit}.d/{part}")
    must(machine, "systemctl", "daemon-reload")
    must(machine, "systemctl", "start", SCHEDULER, DAG_PROCESSOR)


def states(machine: Machine) -> list[str]:
    """Return how systemd says that the scheduler and the dag-processor are."""
    return machine.run(["systemctl", "is-active", SCHEDULER, DAG_PROCESSOR]).stdout.split()


def test_the_dag_processor_comes_and_goes_with_a_leased_scheduler(leased: Machine) -> None:
    must(leased, "systemctl", "stop", SCHEDULER)
    until(lambda: states(leased) == ["inactive", "inactive"], "both are gone")
    must(leased, "systemctl", "start", SCHEDULER)
    until(lambda: states(leased) == ["active", "active"], "both are there")
    must(leased, "touch", "/run/may-not")
    must(leased, "systemctl", "restart", SCHEDULER)
    until(lambda: states(leased) == ["inactive", "inactive"], "neither may run")
    must(leased, "sh", "-c", f"rm /run/may-not; systemctl start {SCHEDULER}")
    asked = ["systemctl", "show", "--value", "--property=InvocationID", SCHEDULER]
    before = must(leased, *asked)
    must(leased, "systemctl", "kill", "--signal=KILL", SCHEDULER)
    until(lambda: must(leased, *asked) != before, "the scheduler is started again")
    until(lambda: states(leased) == ["active", "active"], "both are there again")


def test_a_worker_has_its_work_and_an_address_without_a_password(machine: Machine) -> None:
    lines = seen(machine, "celeryworker--queues")
    assert (
        "arguments celery worker --queues default --concurrency 8 --without-mingle --without-gossip"
    ) in lines
    assert "credential sql_alchemy_conn value of worker_sql_alchemy_conn" in lines
    assert not [line for line in lines if "jwt" in line or line.startswith(("wrote", "read"))]


def test_servers_listen_with_the_processes_and_proxies_of_the_node(machine: Machine) -> None:
    lines = seen(machine, "api-server--appscore")
    assert "arguments api-server --apps core --port 8080 --proxy-headers --workers 2" in lines
    environment = must(machine, "sh", "-c", "cat /proc/$(pgrep -fo 'sleep infinity')/environ")
    assert "value of" not in environment


def test_no_credential_is_on_a_disk(machine: Machine) -> None:
    for place in ("/run/aeolus/credentials", "/run/credentials/airflow-worker.service"):
        assert must(machine, "findmnt", "--noheadings", "--output=FSTYPE", "--target", place) in (
            "tmpfs\n",
            "ramfs\n",
        )


def test_it_says_how_far_it_is(machine: Machine) -> None:
    asked = ["/opt/aeolus/airflow/bin/python", "-m", "aeolus_agent", "status", "--json"]
    report = NodeReport.loads(must(machine, *asked))
    assert report.phase is Phase.DAEMONS
    assert list(report.timeline) == [
        phase for phase in Phase if phase not in (Phase.VOLUME, Phase.READY)
    ]
    assert report.reason == "nobody watches it: aeolus-watch.service is active"


def test_a_daemon_that_ends_again_and_again_is_given_up(machine: Machine) -> None:
    unit = "airflow-flower.service"
    fast = Path(f"/proc/{machine.leader}/root/etc/systemd/system/{unit}.d/zz-fast.conf")
    fast.write_text("[Service]\nRestartSec=0\nExecStart=\nExecStart=/bin/false\n")
    must(machine, "systemctl", "daemon-reload")
    must(machine, "systemctl", "restart", "--no-block", unit)
    told = ["systemctl", "show", "--property=ActiveState,Result", unit]
    until(lambda: "ActiveState=failed" in machine.run(told).stdout, "it is given up")
    restarts = must(machine, "systemctl", "show", "--property=NRestarts", "--value", unit)
    assert json.loads(restarts) == 5
