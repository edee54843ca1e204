"""Runs the programs that do the work: quiet when they succeed, one line when they fail."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from .errors import SetupError

Command = list[str | Path]


@contextmanager
def progress(title: str) -> Iterator[None]:
    """Print one line before a step, and how many seconds it took after it."""
    print(f"setup: {title}", flush=True)
    begin = time.monotonic()
    yield
    print(f"setup:   done in {time.monotonic() - begin:.1f} s", flush=True)


def run(command: Command, *, log: Path, cwd: Path, env: Mapping[str, str] | None = None) -> None:
    """Run a command with its output in `log` (replaced) and `env` added to the environment.

    Raises SetupError with the line of its output that tells why it failed.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        done = subprocess.run(
            command,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode:
        name = " ".join([Path(command[0]).name, *map(str, command[1:3])])
        raise SetupError(
            f"`{name} …` failed with {done.returncode}: {_reason(log.read_text())} "
            f"(all of it: {log.relative_to(cwd)})"
        )


def _reason(output: str) -> str:
    """Return the line that says most: the first that speaks of an error, else the last."""
    lines = [stripped for line in output.splitlines() if (stripped := line.strip(" \t│╵╷"))]
    errors = (line for line in lines if "error" in line.lower())
    return next(errors, lines[-1] if lines else "it said nothing")
