"""The whole of set-up, as its exit status and last words."""

from __future__ import annotations

from pathlib import Path

import pytest

from aeolus_setup import __main__ as setup
from aeolus_setup import python_env

from .conftest import Machine


def test_what_stops_it_is_one_line_and_exit_status_2(
    machine: Machine,
    checkout: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(setup, "ROOT", checkout)
    for name in ("git", "npm"):
        machine.program(name)
    machine.program("node", "echo v20.1.0")
    machine.program("terraform", "echo Terraform v1.10.0")
    assert setup.main([]) == 2
    said = capfd.readouterr().err
    assert said.startswith("setup: cannot go on: terraform 1.10.0 is too old")
    assert said.count("\n") == 1


def test_for_synth_alone_no_terraform_is_asked_for(
    machine: Machine, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "ROOT", checkout)
    monkeypatch.setattr(python_env, "install_aeolus", lambda root: None)
    machine.program("git")
    machine.program("node", "echo v20.1.0")
    assert setup.main(["--synth"]) == 0
    assert setup.main([]) == 2
