"""node_modules, from package-lock.json."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_setup.errors import SetupError
from aeolus_setup.node_env import install_cdktf

from .conftest import Machine

INSTALLS = "/bin/mkdir -p node_modules/.bin && >node_modules/.bin/cdktf"
FAILS = "echo 'npm warn old'; echo 'npm error code EINTEGRITY'; echo 'A log is there'; exit 1"
INSTALLED = ["npm ci --no-audit --no-fund"]


def test_installs_once_for_one_lock(machine: Machine, checkout: Path) -> None:
    machine.program("npm", INSTALLS)
    install_cdktf(checkout)
    install_cdktf(checkout)
    assert machine.calls == INSTALLED


def test_installs_again_when_the_lock_changes(machine: Machine, checkout: Path) -> None:
    machine.program("npm", INSTALLS)
    install_cdktf(checkout)
    (checkout / "package-lock.json").write_text("{}")
    install_cdktf(checkout)
    assert machine.calls == INSTALLED * 2


def test_installs_again_when_cdktf_is_gone(machine: Machine, checkout: Path) -> None:
    machine.program("npm", INSTALLS)
    install_cdktf(checkout)
    (checkout / "node_modules/.bin/cdktf").unlink()
    install_cdktf(checkout)
    assert machine.calls == INSTALLED * 2


def test_a_failure_is_told_and_tried_again(machine: Machine, checkout: Path) -> None:
    machine.program("npm", f"{INSTALLS}; {FAILS}")
    with pytest.raises(
        SetupError, match=r"`npm ci --no-audit …` failed with 1: npm error code EINTEGRITY \("
    ):
        install_cdktf(checkout)
    machine.program("npm", INSTALLS)
    install_cdktf(checkout)
    assert machine.calls == INSTALLED * 2
