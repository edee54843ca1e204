"""Runs commands in a machine's cgroup and, by nsenter(1), in its namespaces."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aeolus_sandbox.commands import shown
from aeolus_sandbox.errors import SandboxError

# Gives a command nothing of our environment: Debian's login.defs(5), ENV_SUPATH, and what a login
# on a terminal has.
LOGIN = (
    "env",
    "-i",
    "--chdir=/",
    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME=/root",
    "USER=root",
    "LANG=C.UTF-8",
    "TERM=xterm",
)
# Enters each cgroup of the first arguments, up to `--`, then becomes the rest.
_ENTER = (
    'while [ "$1" != -- ]; do echo 0 >"$1/cgroup.procs" || exit 1; shift; done; shift; exec "$@"'
)


def enter_command(
    cgroups: Sequence[Path], command: Sequence[str], *, leader: int | None = None
) -> list[str]:
    """Return a command line that runs `command` in a cgroup and in the namespaces of `leader`."""
    inside: list[str] = []
    if leader is not None:
        inside = ["nsenter", f"--target={leader}", "--all", "--root"]
        inside += LOGIN
    return ["sh", "-c", _ENTER, "sh", *map(str, cgroups), "--", *inside, *command]


@dataclass(frozen=True)
class Result:
    """What came of a command: its exit status and what it printed."""

    status: int
    stdout: str
    stderr: str

    @classmethod
    def of(cls, command: Sequence[str], *, stdin: str = "", limit_s: float) -> Result:
        """Run a command and return what came of it. Raises SandboxError after `limit_s`."""
        try:
            done = subprocess.run(
                command,
                input=stdin,
                capture_output=True,
                text=True,
                errors="replace",
                check=False,
                timeout=limit_s,
            )
        except subprocess.TimeoutExpired as error:
            raise SandboxError(
                f"`{shown(command[-3:])}` took longer than {limit_s:.0f} s in the machine"
            ) from error
        return cls(done.returncode, done.stdout, done.stderr)
