"""What only tests use: installed where machines can boot, never in the way of set-up."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from aeolus_setup import for_tests

from .conftest import Machine, prepared
from .test_machines import ABLE

WHOLE = replace(ABLE, missing=())


prepare = partial(prepared, for_tests.prepare)


@pytest.fixture(autouse=True)
def not_to_be_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "etc/ssh/sshd_not_to_be_run"
    monkeypatch.setattr(for_tests, "NOT_TO_BE_RUN", path)
    monkeypatch.setattr(for_tests, "SYSTEM", str(tmp_path / "sbin"))
    return path


def test_what_is_missing_is_installed_and_no_server_is_started(
    machine: Machine, checkout: Path, monkeypatch: pytest.MonkeyPatch, not_to_be_run: Path
) -> None:
    machine.program("apt-get")
    machine.program("lego")
    prepare(WHOLE, checkout, monkeypatch)
    assert machine.calls == [
        "apt-get update -q",
        "apt-get install -yq chromium openssh-server pebble",
    ]
    assert not_to_be_run.exists()


def test_nothing_is_installed_where_all_is_or_no_machine_boots(
    machine: Machine, checkout: Path, monkeypatch: pytest.MonkeyPatch, not_to_be_run: Path
) -> None:
    machine.program("apt-get")
    prepare(replace(WHOLE, user_id=1000), checkout, monkeypatch)
    for name in for_tests.PROGRAMS:
        machine.program(name)
    prepare(WHOLE, checkout, monkeypatch)
    assert machine.calls == []
    assert not not_to_be_run.exists()


def test_a_failing_apt_get_is_told_and_set_up_goes_on(
    machine: Machine,
    checkout: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    machine.program("apt-get", "echo 'E: no network'; exit 100")
    prepare(WHOLE, checkout, monkeypatch)
    told = capsys.readouterr().out.splitlines()[-1]
    assert told.startswith("setup: no test will use chromium or lego or pebble or sshd: ")


def test_a_server_that_the_machine_has_is_left_to_run(
    machine: Machine,
    checkout: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    not_to_be_run: Path,
) -> None:
    """Where PATH has no folders of the system's, too."""
    machine.program("apt-get")
    server = tmp_path / "sbin/sshd"
    server.parent.mkdir()
    server.touch(0o755)
    prepare(WHOLE, checkout, monkeypatch)
    assert machine.calls[1] == "apt-get install -yq chromium lego pebble"
    assert not not_to_be_run.exists()
