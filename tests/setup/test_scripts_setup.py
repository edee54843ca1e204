"""`scripts/setup` itself: bash, on a machine that may not even have Python."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from .conftest import REPOSITORY, Machine

WORKS = 'echo "python runs: $*"'
LACKS_VENV = "exit 1"


@pytest.fixture
def bare(machine: Machine) -> Machine:
    machine.real("dirname", "mkdir", "bash")
    machine.program("id", "echo 0")
    return machine


def set_up(machine: Machine, checkout: Path, *, path: str = "") -> subprocess.CompletedProcess[str]:
    (checkout / "scripts").mkdir(exist_ok=True)
    shutil.copy(REPOSITORY / "scripts/setup", checkout / "scripts/setup")
    return subprocess.run(
        ["/bin/bash", checkout / "scripts/setup", "--checkov"],
        env={"PATH": path or str(machine.bin)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_goes_on_in_python_with_its_arguments(bare: Machine, checkout: Path) -> None:
    bare.program("python3.11", WORKS)
    done = set_up(bare, checkout)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "python runs: -m aeolus_setup --checkov"


def test_passes_over_a_shim_without_that_version(bare: Machine, checkout: Path) -> None:
    bare.program("python3.11", "exit 127", path=bare.bin / "shims/python3.11")
    bare.program("python3.11", WORKS)
    done = set_up(bare, checkout, path=f"{bare.bin / 'shims'}:{bare.bin}")
    assert done.returncode == 0
    assert "python runs" in done.stdout


@pytest.mark.parametrize("python", [None, LACKS_VENV], ids=["no python", "no venv module"])
def test_root_gets_python_by_apt_get(bare: Machine, checkout: Path, python: str | None) -> None:
    if python:
        bare.program("python3.11", python)
    working = bare.program("working-python", WORKS)
    bare.program("apt-get", f'[ "$1" = update ] || /bin/cp {working} {bare.bin}/python3.11')
    done = set_up(bare, checkout)
    assert done.returncode == 0, done.stderr
    assert [call for call in bare.calls if call.startswith("apt-get")] == [
        "apt-get update -q",
        "apt-get install -yq python3.11 python3.11-venv",
    ]


def test_another_user_is_told_the_command(bare: Machine, checkout: Path) -> None:
    bare.program("apt-get")
    bare.program("id", "echo 1000")
    done = set_up(bare, checkout)
    assert done.returncode == 2
    assert done.stderr == (
        "setup: cannot go on: Python 3.11 with its venv module is missing; "
        "run: sudo apt-get install -y python3.11 python3.11-venv\n"
    )
    assert not any(call.startswith("apt-get") for call in bare.calls)


def test_another_system_is_told_what_is_missing(bare: Machine, checkout: Path) -> None:
    done = set_up(bare, checkout)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "Python 3.11 with its venv module is missing" in done.stderr


def test_a_failing_apt_get_ends_in_one_line(bare: Machine, checkout: Path) -> None:
    bare.program("apt-get", 'echo "E: Unable to locate package python3.11"; exit 100')
    done = set_up(bare, checkout)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert ".aeolus/logs/apt.log" in done.stderr
    assert "Unable to locate" in (checkout / ".aeolus/logs/apt.log").read_text()
