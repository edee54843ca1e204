"""A build of the real image whose process is killed in the middle."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from support.machines import needs_machines, until

pytestmark = [pytest.mark.sandbox, needs_machines]

BUILD = """
import sys
from pathlib import Path
from aeolus_sandbox.machines.image import cache, mirror
from aeolus_sandbox.machines.image.recipe import Recipe
recipe = Recipe(packages=("less",), sources=mirror.sources("bookworm"))
cache.image(recipe, Path(sys.argv[1]), lambda step: print(step, flush=True))
"""


def test_its_processes_end_with_it(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", BUILD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as build:
        assert build.stdout is not None
        for step in build.stdout:
            if step.startswith("extracting"):
                build.kill()
    assert build.returncode == -signal.SIGKILL

    def nothing_runs() -> bool:
        return not any(str(tmp_path) in arguments for arguments in running())

    until(nothing_runs, "the build's processes have ended", limit_s=10)
    assert str(tmp_path) not in Path("/proc/self/mountinfo").read_text()


def running() -> list[str]:
    listed = ["ps", "-e", "-ww", "-o", "args="]
    return subprocess.run(listed, capture_output=True, text=True, check=True).stdout.splitlines()
