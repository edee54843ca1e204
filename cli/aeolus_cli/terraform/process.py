"""Running a long command: its lines as they come, and a clean stop on Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


def run(
    command: Sequence[str],
    *,
    cwd: Path,
    environment: Mapping[str, str],
    on_line: Callable[[str], None],
) -> int:
    """Run `command`, hand each line of its output to `on_line`, and return its exit status.

    The command gets a process group of its own. An interrupt is passed on to it once, and waited
    for: Terraform then finishes what is under way, writes its state and releases the lock. It is
    raised again after that.
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
            # A second one ends the wait: whoever presses twice means it.
            os.killpg(process.pid, signal.SIGTERM if interrupted else signal.SIGINT)
            interrupted = error
    if interrupted:
        raise interrupted
    return status
