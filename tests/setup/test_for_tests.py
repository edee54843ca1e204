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


def test_what_is_missing_is_installed(
    machine: Machine, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.program("apt-get")
    machine.program("lego")
    prepare(WHOLE, checkout, monkeypatch)
    assert machine.calls == ["apt-get update -q", "apt-get install -yq chromium pebble"]


def test_nothing_is_installed_where_all_is_or_no_machine_boots(
    machine: Machine, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.program("apt-get")
    prepare(replace(WHOLE, user_id=1000), checkout, monkeypatch)
    for name in for_tests.PROGRAMS:
        machine.program(name)
    prepare(WHOLE, checkout, monkeypatch)
    assert machine.calls == []


def test_a_failing_apt_get_is_told_and_set_up_goes_on(
    machine: Machine,
    checkout: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    machine.program("apt-get", "echo 'E: no network'; exit 100")
    prepare(WHOLE, checkout, monkeypatch)
    told = capsys.readouterr().out.splitlines()[-1]
    assert told.startswith("setup: no test will use chromium or lego or pebble: ")
