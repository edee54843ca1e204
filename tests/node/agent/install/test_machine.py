"""What the installation does to a machine."""

from __future__ import annotations

import stat
from pathlib import Path

import aeolus_agent
from aeolus_agent.install.machine import Machine

UNITS = Path(aeolus_agent.__file__).parent / "units"


def test_units_come_with_what_all_of_their_kind_have(tmp_path: Path) -> None:
    names = ["airflow-worker.service", "aeolus-watch.service", "airflow.target"]
    Machine().add_units(names, UNITS, tmp_path)
    assert sorted(
        str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.*") if path.is_file()
    ) == [
        "aeolus-watch.service",
        "aeolus-watch.service.d/hardening.conf",
        "airflow-worker.service",
        "airflow-worker.service.d/airflow-daemon.conf",
        "airflow-worker.service.d/hardening.conf",
        "airflow.target",
    ]
    worker = tmp_path / "airflow-worker.service"
    assert stat.S_IMODE(worker.stat().st_mode) == 0o644
    assert worker.read_text() == (UNITS / "airflow-worker.service").read_text()


def test_what_installs_packages_is_not_confined(tmp_path: Path) -> None:
    Machine().add_units(["aeolus-ssm-agent.service"], UNITS, tmp_path)
    assert not (tmp_path / "aeolus-ssm-agent.service.d").exists()


def test_a_user_is_made_once_and_cannot_log_in() -> None:
    ran: list[list[str]] = []
    machine = Machine(ran.append)
    made: set[str] = set()
    for _ in range(2):
        machine.make_user("airflow", Path("/var/lib/airflow"), made.__contains__)
        made.add("airflow")
    (useradd,) = ran
    assert useradd[0] == "useradd"
    assert useradd[-3:] == ["--shell", "/usr/sbin/nologin", "airflow"]


def test_packages_are_installed_together_from_their_files(tmp_path: Path) -> None:
    ran: list[list[str]] = []
    Machine(ran.append).add_packages([tmp_path / "b.deb", tmp_path / "a.deb"])
    (command,) = ran
    assert command[0] == "dpkg"
    assert command[-3:] == ["--install", str(tmp_path / "a.deb"), str(tmp_path / "b.deb")]
    # What unattended-upgrades brought stays.
    assert "--refuse-downgrade" in command


def test_without_packages_nothing_is_run() -> None:
    ran: list[list[str]] = []
    Machine(ran.append).add_packages([])
    assert ran == []
