"""Running a long command: its lines as they come, and a clean stop on Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import psutil


def run(
    command: Sequence[str],
    *,
    cwd: Path,
    environment: Mapping[str, str],
    on_line: Callable[[str], None],
) -> int:
    """Run `command`, hand each line of its output to `on_line`, and return its exit status.

    The command gets a process group of its own. An interrupt is passed on to the Terraform in it,
    once, and waited for: it finishes what is under way, writes its state and releases the lock.
    Were cdktf told too, it would tell Terraform a second time, which then drops everything and
    leaves the lock behind. The interrupt is raised again after that.
    """
    with subprocess.Popen(
        command,
        cwd=cwd,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        return _follow(process, on_line)


def _follow(process: subprocess.Popen[str], on_line: Callable[[str], None]) -> int:
    interrupted: KeyboardInterrupt | None = None
    assert process.stdout is not None
    while True:
        try:
            for line in process.stdout:
                on_line(line.rstrip("\n"))
            status = process.wait()
            break
        except KeyboardInterrupt as error:
            if interrupted:
                # Whoever presses twice means it.
                os.killpg(process.pid, signal.SIGTERM)
            else:
                _interrupt(process.pid)
            interrupted = error
    if interrupted:
        raise interrupted
    return status


def _interrupt(pid: int) -> None:
    """Send SIGINT to the Terraform below `pid`, or where there is none to the whole group."""
    below = psutil.Process(pid).children(recursive=True)
    terraform = [each for each in below if each.name() == "terraform"]
    for each in terraform:
        each.send_signal(signal.SIGINT)
    if not terraform:
        os.killpg(pid, signal.SIGINT)
