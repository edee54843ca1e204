"""How long a region takes from RunInstances to user data, and what it costs when idle."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from aeolus_sandbox.region import Region
from aeolus_sandbox.supervisor.settings import Settings
from bench.processes import megabytes, processor_s
from bench.table import show
from support.alive import Net, alive
from support.machines import IMAGES, needs_machines, until

pytestmark = [pytest.mark.bench, needs_machines]

MACHINES = 4
USER_DATA = "#!/bin/sh\necho user data has started >/dev/console\n"
SETTLED_S, IDLE_S = 20.0, 20.0


def test_four_machines_from_run_instances(tmp_path: Path) -> None:
    # As a user's: status checks are made each minute.
    with alive(tmp_path, machines=Settings(images=IMAGES)) as region:
        net = Net(region)
        begin = time.monotonic()
        launched = [net.launch(USER_DATA) for _ in range(MACHINES)]
        consoles = [region.directory / "machines" / each / "console.log" for each in launched]
        until(lambda: all(map(_has_started, consoles)), "user data has started")
        rows = [
            (f"{MACHINES}, until user data has started", f"{time.monotonic() - begin:.1f} s"),
            *_idle(region),
        ]
    show("a region, from RunInstances", rows)


def _has_started(console: Path) -> bool:
    # Read here, not by GetConsoleOutput: to ask would slow down what is measured.
    return console.exists() and b"user data has started" in console.read_bytes()


def _idle(region: Region) -> list[tuple[str, str]]:
    """Return what the whole region costs while nothing happens, its own process included."""
    time.sleep(SETTLED_S)
    before = processor_s(region)
    time.sleep(IDLE_S)
    spent = sum(seconds - before.get(pid, 0) for pid, seconds in processor_s(region).items())
    return [
        ("idle, share of a core", f"{spent / IDLE_S:.1%}"),
        ("idle, memory", f"{megabytes(region):.0f} MB"),
    ]
