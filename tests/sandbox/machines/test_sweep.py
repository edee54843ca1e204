"""Nothing of a region is left on this machine, however it ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from aeolus_sandbox.machines.sweep import sweep
from aeolus_sandbox.network import namespaces
from support.leftovers import left
from support.machines import needs_machines

pytestmark = [pytest.mark.sandbox, needs_machines]

# Boots a machine, says by which prefix it goes, and is killed in mid-boot.
KILLED = """
import os, signal, sys
from pathlib import Path
from support.machines import ground, instance

with ground(Path(sys.argv[1]), "killed") as region:
    region.machine(instance(21)).boot()
    print(region.prefix, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_region_whose_keeper_was_killed_leaves_nothing(tmp_path: Path) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    prefix = killed.stdout.split()[-1]
    assert len(left(prefix, tmp_path)) >= 5  # else the sweep would have nothing to do
    sweep(prefix, tmp_path)
    assert left(prefix, tmp_path) == []
    sweep(prefix, tmp_path)


def test_another_regions_are_left_alone(tmp_path: Path) -> None:
    other = f"other-{os.getpid()}."
    try:
        namespaces.create(f"{other}router")
        sweep(f"oth-{os.getpid()}.", tmp_path)
        assert namespaces.find(other) == [f"{other}router"]
    finally:
        sweep(other, tmp_path)
    assert namespaces.find(other) == []


def test_what_is_about_to_start_a_machine_does_not_come_to_it(tmp_path: Path) -> None:
    prefix = f"stray-{os.getpid()}."
    # In no cgroup of the region's yet; its own arguments alone name it.
    with subprocess.Popen(["sh", "-c", "sleep 600; :", f"{prefix}machines/i-1"]) as stray:
        assert left(prefix, tmp_path) == [str(stray.pid)]
        sweep(prefix, tmp_path)
        assert stray.poll() == -signal.SIGKILL
        assert left(prefix, tmp_path) == []
