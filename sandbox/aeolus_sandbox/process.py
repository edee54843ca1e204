"""A background process, known again later by its pid and the time it started."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from pydantic import BaseModel, ConfigDict

_ZOMBIE = "Z"


class ProcessId(BaseModel):
    """A pid alone may have been given to another process since; with its start time it is unique.

    `started` counts clock ticks since boot, `boot_id` tells boots apart (proc(5)).
    """

    model_config = ConfigDict(frozen=True)

    pid: int
    started: int
    boot_id: str

    @classmethod
    def of(cls, pid: int) -> ProcessId | None:
        """Return the identity of the running process `pid`, None when there is none."""
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return None
        # The command name, in parentheses, may itself hold spaces and parentheses.
        state, *fields = stat.rpartition(")")[2].split()
        if state == _ZOMBIE:
            return None
        boot_id = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return cls(pid=pid, started=int(fields[18]), boot_id=boot_id)

    def alive(self) -> bool:
        """Tell whether this very process still runs."""
        return ProcessId.of(self.pid) == self

    def stop(self, grace_s: float = 10.0) -> None:
        """Ask the process to end, and kill it when it has not after `grace_s` seconds."""
        for number, wait_s in ((signal.SIGTERM, grace_s), (signal.SIGKILL, grace_s)):
            if not self.alive():
                return
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                return
            self._await_end(wait_s)

    def _await_end(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while self.alive() and time.monotonic() < deadline:
            _reap(self.pid)
            time.sleep(0.02)


def _reap(pid: int) -> None:
    """Collect the process when it is our own child, so that it leaves no zombie."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return
