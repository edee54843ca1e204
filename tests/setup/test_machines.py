"""What machines need of this one: installed where it can be, never in the way of set-up."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from aeolus_sandbox.machines.requirement import Host
from aeolus_setup import machines

from .conftest import Machine, prepared

ABLE = Host(
    platform="linux",
    user_id=0,
    capabilities=~0,
    kernel=(6, 1),
    overlay=True,
    loop_devices=True,
    unified_cgroups=True,
    missing=("systemd-nspawn", "slirp4netns"),
)


prepare = partial(prepared, machines.prepare)


def test_missing_programs_are_installed_by_their_packages(
    machine: Machine, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.program("apt-get")
    prepare(ABLE, checkout, monkeypatch)
    assert machine.calls == [
        "apt-get update -q",
        "apt-get install -yq slirp4netns systemd-container",
    ]


@pytest.mark.parametrize(
    "change",
    [{"user_id": 1000}, {"capabilities": 0}, {"kernel": (4, 19)}, {"missing": ()}],
    ids=["not root", "a bare container", "an old kernel", "nothing missing"],
)
def test_nothing_is_installed_that_would_be_of_no_use(
    machine: Machine,
    checkout: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: dict[str, object],
) -> None:
    machine.program("apt-get")
    prepare(Host(**{**vars(ABLE), **change}), checkout, monkeypatch)
    assert machine.calls == []


def test_without_apt_get_set_up_goes_on(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(checkout))
    prepare(ABLE, checkout, monkeypatch)


def test_a_failing_apt_get_is_told_and_set_up_goes_on(
    machine: Machine,
    checkout: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    machine.program("apt-get", "echo 'E: no network'; exit 100")
    prepare(ABLE, checkout, monkeypatch)
    assert capsys.readouterr().out.splitlines()[-1] == (
        "setup: the sandbox will boot no machines: `apt-get update -q …` failed with 100: "
        "E: no network (all of it: .aeolus/logs/apt.log)"
    )
