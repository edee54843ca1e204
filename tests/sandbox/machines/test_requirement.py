"""Why machines cannot be booted somewhere: one line, with the cure."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import pytest

from aeolus_sandbox.machines.requirement import Host, reason

ABLE = Host(
    platform="linux",
    user_id=0,
    capabilities=(1 << 12) | (1 << 21),
    kernel=(5, 14),
    overlay=True,
    loop_devices=True,
    unified_cgroups=True,
    missing=(),
)


def test_an_able_host_has_none() -> None:
    assert reason(ABLE) is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"platform": "darwin"}, "machines need Linux, and this is darwin: use a Linux host"),
        ({"user_id": 1000}, "machines need root: run this command with sudo"),
        (
            {"capabilities": 1 << 12},
            "machines need CAP_SYS_ADMIN and CAP_NET_ADMIN: give this container its privileges",
        ),
        ({"kernel": (5, 10)}, "machines need Linux 5.14 or newer, and this is 5.10"),
        (
            {"overlay": False},
            "machines need overlayfs, which this kernel lacks: run: modprobe overlay",
        ),
        (
            {"loop_devices": False},
            "machines need loop devices, which are not here: run: modprobe loop",
        ),
        (
            {"unified_cgroups": False},
            "machines need cgroup2: run: mount -t cgroup2 none /sys/fs/cgroup",
        ),
        (
            {"missing": ("systemd-nspawn", "nft")},
            "machines need systemd-nspawn and nft: run: apt-get install systemd-container nftables",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_each_obstacle_is_told_with_its_cure(change: dict[str, Any], said: str) -> None:
    assert reason(replace(ABLE, **change)) == said


def test_the_first_obstacle_is_told_alone() -> None:
    said = reason(replace(ABLE, user_id=1000, missing=("ip",)))
    assert said == "machines need root: run this command with sudo"


def test_a_missing_program_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    assert "systemd-nspawn" in Host.here().missing


def test_another_system_is_not_looked_at_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert Host.here().platform == "darwin"
