"""Unit files: systemd understands them, and they hold a daemon as tight as is meant."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

import aeolus_agent
from aeolus_agent import __main__, places, ports
from aeolus_agent.credentials.compose import Credential, compose
from aeolus_agent.credentials.users import credentials_of
from aeolus_agent.description import Lasting, NodeDescription, Role
from aeolus_agent.install.machine import Machine
from aeolus_agent.install.roles import CERTIFICATE, LEASED, READY, SCHEDULER, units_of
from aeolus_agent.secrets import Secret
from aeolus_lease.timings import Timings
from support.node_descriptions import ACME, EACH_SCHEDULES, MASTER, WORKER, private

UNITS = Path(aeolus_agent.__file__).parent / "units"
SINGLE = replace(
    MASTER,
    role=Role.SINGLE_NODE,
    lease=None,
    work=WORKER.work,
    lasting=Lasting("vol-1", "eipalloc-1", "203.0.113.7"),
)
PROGRAMS = (
    "opt/aeolus/airflow/bin/airflow",
    "opt/aeolus/airflow/bin/python",
    "usr/lib/postgresql/15/bin/postgres",
    "usr/bin/redis-server",
    "usr/sbin/nginx",
    "bin/kill",
)
NODES = {
    "master": MASTER,
    "active_active": EACH_SCHEDULES,
    "worker": WORKER,
    "pooled": replace(WORKER, prepare_hook="prepare"),
    "single_node": SINGLE,
    "certified": replace(SINGLE, acme=ACME),
    "private_master": private(MASTER),
    "private_worker": private(WORKER),
}
NAMES = sorted(path.name for path in UNITS.glob("*.*") if path.suffix in (".service", ".timer"))
DAEMONS = [name for name in NAMES if name.startswith("airflow-")]


def text(name: str) -> str:
    """Return a unit file."""
    return (UNITS / name).read_text()


def given(node: NodeDescription) -> set[Credential]:
    """Return the credentials that are on a node."""
    return set(compose({Secret(name): "value" for name in node.secrets}, node))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
@pytest.mark.parametrize("node", NODES.values(), ids=NODES)
def test_systemd_finds_nothing_wrong_with_a_nodes_units(
    node: NodeDescription, tmp_path: Path
) -> None:
    units = tmp_path / "etc/systemd/system"
    Machine().add_units(units_of(node).all, UNITS, units, units_of(node).more)
    for program in PROGRAMS:
        (tmp_path / program).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / program).touch(0o755)
    for target in ("multi-user", "network-online", "sysinit", "basic", "shutdown", "timers"):
        (units / f"{target}.target").write_text("[Unit]\nDescription=Of the machine\n")
    done = subprocess.run(
        ["systemd-analyze", "verify", f"--root={tmp_path}", "--man=no", *units_of(node).all],
        capture_output=True,
        text=True,
    )
    assert (done.stderr, done.returncode) == ("", 0)


@pytest.mark.parametrize("node", NODES.values(), ids=NODES)
def test_every_credential_that_a_nodes_units_load_is_there(node: NodeDescription) -> None:
    units = units_of(node)
    loaded = set[str]().union(
        *(credentials_of(whole(name, units.more.get(name, ()))) for name in units.all)
    )
    assert loaded <= given(node)
    # A credential that nobody loads would be one more to lose.
    unused = {Credential.WORKER_SQL_ALCHEMY_CONN, Credential.WORKER_SQL_ALCHEMY_CONN_ASYNC}
    if node.role is Role.WORKER:
        unused = {Credential.RESULT_BACKEND_PASSWORD}
    assert given(node) - loaded <= unused


def whole(name: str, parts: tuple[str, ...]) -> str:
    """Return a unit with what it has on a node."""
    return "\n".join(map(text, (name, *parts)))


def test_a_scheduler_that_may_be_replaced_is_not_given_what_the_owner_logs_in_with() -> None:
    units = units_of(MASTER)
    assert units.more[SCHEDULER] == (LEASED,)
    loaded = credentials_of(whole(SCHEDULER, (LEASED,)))
    # What it logs in with is made when it may begin: until then, an address alone.
    addresses = {Credential.WORKER_SQL_ALCHEMY_CONN, Credential.WORKER_SQL_ALCHEMY_CONN_ASYNC}
    assert {name for name in loaded if "sql_alchemy" in name} == addresses
    assert loaded - addresses == {
        name for name in credentials_of(text(SCHEDULER)) if "sql_alchemy" not in name
    }


def test_a_scheduler_has_ended_before_others_may_take_its_lease() -> None:
    timings = Timings()
    assert f"TimeoutStopSec={timings.kill * 1000:.0f}ms\n" in text(LEASED)
    # One that keeps the lease and hangs: systemd ends it, and then its scheduler.
    (watchdog,) = re.findall(r"^WatchdogSec=(\d+)s$", text("aeolus-lease.service"), re.MULTILINE)
    assert (int(watchdog) + timings.kill) * (1 + timings.rate) < timings.ttl


def test_who_runs_tasks_is_not_given_what_opens_the_metadata_or_signs_tokens() -> None:
    assert credentials_of(text("airflow-worker.service")) == {
        "worker_sql_alchemy_conn",
        "worker_sql_alchemy_conn_async",
        "fernet_key",
        "api_secret_key",
        "broker_url",
        "result_backend",
    }


def test_only_who_signs_or_checks_tokens_has_their_secret() -> None:
    having = {name for name in NAMES if "jwt_secret" in credentials_of(text(name))}
    assert having == {
        "airflow-api-server.service",
        "airflow-execution-api.service",
        "airflow-scheduler.service",
    }


@pytest.mark.parametrize("name", [*DAEMONS, LEASED])
def test_a_credential_is_loaded_under_the_name_that_airflow_asks_for(name: str) -> None:
    for called, file in re.findall(r"^LoadCredential=(\w+):(\S+)$", text(name), re.MULTILINE):
        assert Path(file).parent == places.CREDENTIALS
        assert Path(file).name.removeprefix("worker_") == called


def test_nobody_but_the_agent_is_root() -> None:
    common = text("airflow-daemon.conf")
    assert "User=airflow\n" in common
    assert "CapabilityBoundingSet=\n" in common
    assert not any("User=" in text(name) for name in DAEMONS)


@pytest.mark.parametrize(
    "option",
    [
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "PrivateTmp=yes",
        "PrivateDevices=yes",
        "ProtectKernelTunables=yes",
        "ProtectControlGroups=yes",
        "RestrictSUIDSGID=yes",
    ],
)
def test_every_unit_is_confined(option: str) -> None:
    assert f"{option}\n" in text("hardening.conf")
    # What a drop-in says counts over what the unit says, which then had better be the same.
    name = option.split("=")[0]
    for unit in NAMES:
        assert set(re.findall(f"^{name}=.*$", text(unit), re.MULTILINE)) <= {option}


def test_what_all_daemons_have_is_not_set_by_one_which_would_be_in_vain() -> None:
    lists = {"Environment", "EnvironmentFile", "ReadWritePaths", "After", "Wants", "Requires"}
    common = set(re.findall(r"^(\w+)=", text("airflow-daemon.conf"), re.MULTILINE)) - lists
    for name in DAEMONS:
        assert not common & set(re.findall(r"^(\w+)=", text(name), re.MULTILINE))


def test_a_worker_is_told_alone_that_it_is_to_end_and_has_time_for_its_tasks() -> None:
    worker = text("airflow-worker.service")
    assert "KillMode=mixed\n" in worker
    assert "TimeoutStopSec=2d\n" in worker


def test_a_daemon_is_restarted_and_left_alone_when_that_does_not_help() -> None:
    common = text("airflow-daemon.conf")
    for option in ("Restart=always", "RestartSec=5s", "StartLimitBurst=5"):
        assert f"{option}\n" in common


def test_scheduler_and_dag_processor_are_started_by_nobody_but_who_keeps_the_lease() -> None:
    unprompted = {name for name in DAEMONS if "WantedBy=" not in text(name)}
    assert unprompted == {"airflow-dag-processor.service", "airflow-scheduler.service"}


def test_daemons_start_when_credentials_are_there_and_the_database_is_migrated() -> None:
    assert "Requires=aeolus-credentials.service\n" in text("airflow-daemon.conf")
    after = {name for name in DAEMONS if "Requires=aeolus-migrate.service\n" in text(name)}
    assert after == set(DAEMONS) - {"airflow-worker.service", "airflow-flower.service"}


def test_servers_listen_where_load_balancers_look() -> None:
    assert f"--apps core --port {ports.API_SERVER} " in text("airflow-api-server.service")
    assert f"--apps execution --port {ports.EXECUTION_API} " in text(
        "airflow-execution-api.service"
    )


@pytest.mark.parametrize(
    "name", [name for name in (*NAMES, LEASED) if "aeolus_agent" in text(name)]
)
def test_units_call_commands_that_there_are(name: str) -> None:
    commands = re.findall(r"-m aeolus_agent (\S+)$", text(name), re.MULTILINE)
    assert commands, name
    assert set(commands) <= __main__.COMMANDS.keys()


def test_a_worker_starts_when_results_can_be_kept_and_the_code_is_there() -> None:
    worker, ready = text("airflow-worker.service"), text(READY)
    for need in ("Requires", "After"):
        assert f"{need}={READY}\n" in worker
    before = re.findall(r"^ExecStart=.* -m aeolus_agent (\S+)$", ready, re.MULTILINE)
    assert before == ["await-results", "fetch-dags"]
    assert "TimeoutStartSec=infinity\n" in ready
    # Each time that the worker starts, and not once.
    assert "RemainAfterExit" not in ready


def test_no_boot_waits_for_an_authority() -> None:
    service, timer = map(text, CERTIFICATE)
    assert "[Install]" not in service
    assert "WantedBy=airflow.target\n" in timer
    naming = [name for name in (*NAMES, "airflow.target") if CERTIFICATE[0] in text(name)]
    assert naming == []


def test_an_authority_is_not_asked_again_at_once() -> None:
    (pause,) = re.findall(r"^RestartSec=(\d+)min$", text(CERTIFICATE[0]), re.MULTILINE)
    # Let's Encrypt, "Rate Limits": five authorization failures an hour.
    assert 60 / int(pause) + 1 < 5


def test_no_boot_waits_for_a_volume_that_is_attached_late_in_it() -> None:
    mount = text("var-lib-aeolus.mount")
    # Else systemd has it before local-fs.target, and with that before aeolus-volume.service.
    assert "DefaultDependencies=no\n" in mount
    for line in ("Conflicts=umount.target", "Before=umount.target"):
        assert f"{line}\n" in mount
