"""Processes of a region that are in no cgroup of its."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from aeolus_sandbox.machines import strays

PREFIX = f"stray-{os.getpid()}."
# Starts a process by the region's name, and does not ask what became of it.
CARELESS = """
import os, subprocess, sys, time

sleep = [sys.executable, "-c", "import time; time.sleep(60)", os.environ["NAME"]]
print(subprocess.Popen(sleep).pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def careless() -> Iterator[psutil.Process]:
    """A process whose child is to be ended."""
    parent = subprocess.Popen(
        [sys.executable, "-c", CARELESS],
        env=os.environ | {"NAME": f"{PREFIX}machine"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout
    yield psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    parent.stdout.close()


def test_what_has_ended_is_gone_though_its_parent_has_not_heard_of_it(
    careless: psutil.Process,
) -> None:
    strays.end(PREFIX)
    assert careless.status() == psutil.STATUS_ZOMBIE
    strays.end(PREFIX)


def test_others_are_left_alone(careless: psutil.Process) -> None:
    strays.end(f"another-{PREFIX}")
    assert careless.status() != psutil.STATUS_ZOMBIE
