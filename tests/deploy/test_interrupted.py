"""Ctrl-C while what was deployed boots: the region stays up, and `down` leaves nothing of it."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from aeolus_cli.target import SANDBOX_STATE
from aeolus_sandbox import region as regions
from aeolus_sandbox.region import Region, State
from aeolus_sandbox.supervisor.settings import prefix
from support import machines
from support.leftovers import left
from support.machines import needs_machines
from support.project import Project, wait_until

pytestmark = [pytest.mark.sandbox, pytest.mark.long, needs_machines]


def test_interrupted_in_mid_boot_and_taken_down_nothing_is_left(tmp_path: Path) -> None:
    project = Project.make(tmp_path / "project")
    project.share_images(machines.IMAGES)
    state = project.root / SANDBOX_STATE
    try:
        with project.start("sandbox", "up", "dev") as process:
            wait_until(lambda: boots(regions.find("dev", state)), process)
            process.send_signal(signal.SIGINT)
            output, _ = process.communicate()
        assert process.returncode == 130
        assert "`aeolus sandbox down dev` removes it" in output
        region = regions.running("dev", state)
        name = prefix(region.name, region.directory)
        assert left(name, region.directory)
        status, output = project.run("sandbox", "down", "dev")
        assert status == 0, output
        assert left(name, region.directory) == []
        assert not region.directory.exists()
    finally:
        regions.down("dev", state)


def boots(region: Region | None) -> bool:
    """Return whether the power of an instance is on."""
    if region is None or region.state is not State.RUNNING:
        return False
    return any(node.kind == "instance" and node.state == "running" for node in region.nodes())
