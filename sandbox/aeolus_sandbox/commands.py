"""Runs the system's programs: quiet when they succeed, one line when they fail."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from aeolus_sandbox.errors import SandboxError

Command = Sequence[str | Path]


def run(command: Command, *, stdin: str = "") -> str:
    """Run a program and return what it prints.

    Raises SandboxError with the line in which it says why it failed.
    """
    done = subprocess.run(
        [str(part) for part in command], input=stdin, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SandboxError(f"`{shown(command)}` failed: {reason(done.stderr or done.stdout)}")
    return done.stdout


def shown(command: Command, parts: int = 6) -> str:
    """Return a command as one reads it in a message: its first words."""
    words = [Path(command[0]).name, *map(str, command[1:])]
    return " ".join(words[:parts]) + (" …" if len(words) > parts else "")


def reason(output: str) -> str:
    """Return the line that says most: the last that speaks of an error, else the last.

    Where in a batch it was, which ip(8) says after why, is not it.
    """
    stripped = (line.strip() for line in output.splitlines())
    lines = [line for line in stripped if line and not line.startswith("Command failed -:")]
    errors = [line for line in lines if line.startswith("E: ") or "error" in line.lower()]
    return [*lines, *errors][-1] if lines else "it said nothing"
