"""Programs that must be on PATH: found, installed, or told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from aeolus_setup.errors import SetupError
from aeolus_setup.tools import TOOLS, require

from .conftest import Machine


@pytest.fixture
def root_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)


@pytest.fixture
def other_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)


def complete(machine: Machine) -> None:
    machine.program("git")
    machine.program("npm")
    machine.program("node", "echo v20.11.1")
    machine.program("terraform", "echo 'Terraform v1.11.4'; echo 'on linux_amd64'")


def debian(machine: Machine, node: str = "20.19.2+dfsg-1") -> None:
    """Make apt-get put working programs in place, and apt-cache know this version of node."""
    fakes = {name: machine.program(f"fake-{name}", "echo v20.19.2") for name in ("node", "npm")}
    copies = "; ".join(f"/bin/cp {fake} {machine.bin}/{name}" for name, fake in fakes.items())
    machine.program("apt-get", f'[ "$1" = update ] || {{ {copies}; }}')
    machine.program("apt-cache", f"echo 'Package: nodejs'; echo 'Version: 1:{node}'")


def refusal(checkout: Path) -> str:
    with pytest.raises(SetupError) as caught:
        require(TOOLS, checkout)
    return str(caught.value)


def test_a_complete_machine_needs_nothing(machine: Machine, checkout: Path) -> None:
    complete(machine)
    debian(machine)
    require(TOOLS, checkout)
    assert not any(call.startswith("apt") for call in machine.calls)


@pytest.mark.usefixtures("root_user")
def test_root_gets_what_is_missing_by_apt_get(machine: Machine, checkout: Path) -> None:
    complete(machine)
    debian(machine)
    (machine.bin / "node").unlink()
    (machine.bin / "npm").unlink()
    require(TOOLS, checkout)
    assert [call for call in machine.calls if call.startswith("apt-get")] == [
        "apt-get update -q",
        "apt-get install -yq nodejs npm",
    ]


@pytest.mark.usefixtures("other_user")
def test_another_user_is_told_the_command(machine: Machine, checkout: Path) -> None:
    complete(machine)
    debian(machine)
    (machine.bin / "git").unlink()
    (machine.bin / "node").unlink()
    assert refusal(checkout) == (
        "git is missing: Aeolus needs it; node is missing: Aeolus needs 20 or newer; "
        "run: sudo apt-get install -y git nodejs npm"
    )


@pytest.mark.usefixtures("root_user")
def test_a_node_too_old_in_debian_is_not_installed(machine: Machine, checkout: Path) -> None:
    complete(machine)
    debian(machine, node="18.20.4+dfsg-1~deb12u2")
    machine.program("node", "echo v18.20.4")
    assert refusal(checkout) == (
        f"node 18.20.4 is too old ({machine.bin}/node): Aeolus needs 20 or newer; "
        "install it from https://nodejs.org/en/download"
    )
    assert not any(call.startswith("apt-get") for call in machine.calls)


def test_without_apt_get_every_missing_program_is_named(machine: Machine, checkout: Path) -> None:
    said = refusal(checkout)
    assert all(f"{tool.command} is missing" in said for tool in TOOLS)
    assert "\n" not in said


@pytest.mark.parametrize(
    ("terraform", "problem"),
    [
        (None, "terraform is missing"),
        ("echo 'Terraform v1.5.7'", "terraform 1.5.7 is too old"),
        ("echo 'Terraform v1.9.9'", "terraform 1.9.9 is too old"),
        ("exit 1", "terraform does not tell its version"),
    ],
)
@pytest.mark.usefixtures("root_user")
def test_terraform_cannot_be_installed_from_debian(
    machine: Machine, checkout: Path, terraform: str | None, problem: str
) -> None:
    complete(machine)
    debian(machine)
    (machine.bin / "terraform").unlink()
    if terraform:
        machine.program("terraform", terraform)
    said = refusal(checkout)
    assert said.startswith(problem)
    assert "Aeolus needs 1.11 or newer; install it from https://developer.hashicorp.com/" in said


def test_an_inherited_terraform_configuration_is_not_read(
    machine: Machine, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete(machine)
    machine.program("terraform", '[ -e "$TF_CLI_CONFIG_FILE" ] || exit 1; echo "Terraform v1.11.0"')
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(checkout / "not-there"))
    require(TOOLS, checkout)


@pytest.mark.usefixtures("root_user")
def test_a_failing_apt_get_is_told_in_one_line(machine: Machine, checkout: Path) -> None:
    complete(machine)
    (machine.bin / "git").unlink()
    machine.program("apt-get", "echo 'Reading lists'; echo 'E: no network'; exit 100")
    machine.program("apt-cache")
    assert refusal(checkout) == (
        "`apt-get update -q …` failed with 100: E: no network (all of it: .aeolus/logs/apt.log)"
    )


@pytest.mark.usefixtures("root_user")
def test_an_installation_that_brought_nothing_is_noticed(machine: Machine, checkout: Path) -> None:
    complete(machine)
    (machine.bin / "git").unlink()
    machine.program("apt-get")
    machine.program("apt-cache")
    assert refusal(checkout).startswith("git is missing: Aeolus needs it, even after apt-get")
