"""A node's units in a machine's own systemd: what daemons see, and what they may not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aeolus_agent.install.roles import READY, units_of
from aeolus_agent.watch.report import NodeReport, Phase
from aeolus_sandbox.machines.machine import Machine
from support.machines import needs_machines, until
from support.played_node import NODE, must, seen

pytestmark = [pytest.mark.sandbox, needs_machines]

KEY = "/var/tmp/deploy"


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
