"""Files that are never seen half written, and directories that one command at a time changes."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aeolus_sandbox.errors import SandboxError


def write_atomically(path: Path, text: str) -> None:
    """Write `text` to `path` so that a reader finds the old content or all of the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_text(text)
    os.replace(partial, path)


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Hold `directory` for this process; the lock file beside it is gone afterwards.

    Raises SandboxError when another process holds it.
    """
    path = directory.parent / f".{directory.name}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # The former holder may have removed the file between our opening and locking it.
            if os.fstat(lock.fileno()).st_ino != path.stat().st_ino:
                raise FileNotFoundError
        except (BlockingIOError, FileNotFoundError):
            raise SandboxError(
                f"another command is changing sandbox {directory.name!r}: wait for it to end"
            ) from None
        try:
            yield
        finally:
            path.unlink(missing_ok=True)
