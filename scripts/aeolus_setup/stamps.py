"""Remembers which steps are done, so that a second run is quick and a broken one heals."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_STARTED = "started"


def file_identity(path: Path) -> str:
    """Return what changes when the file is replaced: its real path, size and time of change."""
    status = path.stat()
    return f"{path.resolve()} {status.st_size} {status.st_mtime_ns}"


def digest(inputs: Sequence[str | Path]) -> str:
    """Return one hash of all inputs: strings as they are, files by their content."""
    total = hashlib.sha256()
    for each in inputs:
        total.update(each.read_bytes() if isinstance(each, Path) else each.encode())
        total.update(b"\0")
    return total.hexdigest()


@dataclass(frozen=True)
class Stamp:
    """The record of one step: absent, "started", or the digest it was last done for."""

    path: Path
    wanted: str

    @property
    def current(self) -> bool:
        """True when the step was done with just these inputs."""
        return self._read() == self.wanted

    @property
    def interrupted(self) -> bool:
        """True when the step was begun and never finished: its output is not to be trusted."""
        return self._read() == _STARTED

    @contextmanager
    def work(self) -> Iterator[None]:
        """Mark the step as started, and as done when the block ends without an error."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(_STARTED)
        yield
        self.path.write_text(self.wanted)

    def _read(self) -> str:
        return self.path.read_text() if self.path.exists() else ""
